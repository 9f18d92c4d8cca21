/** Rows drawn beyond each edge of what is seen, so that fast scrolling finds them there. */
const SPARE = 8;

/** Which of `count` rows of equal height to draw for a view scrolled to `top`: [first, last). */
export function rowWindow(top: number, view: number, height: number, count: number): { first: number; last: number } {
  const first = Math.max(0, Math.floor(top / height) - SPARE);
  const last = Math.min(count, Math.ceil((top + view) / height) + SPARE);
  return { first: Math.min(first, last), last };
}
