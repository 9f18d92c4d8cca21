/** A glove often taps twice: a second tap within this time is not meant, ms. */
const DEAD = 400;

/** Runs what a tap asks for, but not for a tap right after another one. */
export function onePerTap(now: () => number = () => performance.now()): (task: () => void) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (task) => {
    const at = now();
    if (at - last < DEAD) return;
    last = at;
    task();
  };
}
