/** How far a shift is: the part that is done, 0 to 1, and the ms left. */
export function progress(shift: { from: string; to: string }, now: number): { done: number; left: number } {
  const from = Date.parse(shift.from);
  const to = Date.parse(shift.to);
  return { done: Math.min(1, Math.max(0, (now - from) / (to - from))), left: Math.max(0, to - now) };
}
