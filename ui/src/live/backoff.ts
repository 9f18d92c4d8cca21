const SHORTEST = 500;
const LONGEST = 15_000;

/** Wait before the n-th try to reconnect (from 0), ms: doubles from 0.5 s to 15 s, spread by half so that tabs do not knock together. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const wait = Math.min(LONGEST, SHORTEST * 2 ** Math.min(attempt, 16));
  return wait * (0.5 + random() / 2);
}
