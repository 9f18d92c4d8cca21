import type { Figure, Measure } from '../server/facts';

/**
 * Rounds parts so that they add up to the rounded whole: what is shown must add up, not only what is known. The whole is
 * the sum of the parts; those that lose most by rounding down are rounded up.
 */
export function addUp(parts: readonly number[]): { parts: number[]; whole: number } {
  const whole = Math.round(parts.reduce((sum, part) => sum + part, 0));
  const floors = parts.map(Math.floor);
  let left = whole - floors.reduce((sum, part) => sum + part, 0);
  const byLoss = parts.map((part, i) => ({ i, loss: part - floors[i]! })).sort((a, b) => b.loss - a.loss || a.i - b.i);
  for (const { i } of byLoss) {
    if (left <= 0) break;
    floors[i]!++;
    left--;
  }
  return { parts: floors, whole };
}

export interface Account {
  should: number;
  good: number;
  missing: number;
  stops: number;
  slow: number;
  rejects: number;
}

/** Good pieces and what they are held against. */
export interface Held {
  measure: Measure;
  good: Figure | undefined;
  target: Figure | undefined;
  /** Undefined without a target. */
  difference: number | undefined;
}

/** Good pieces against target: where there is one, those that it stands for, since others must not stand in for what is lacking. */
export function heldAgainstTarget({ good, goodOfTarget, target }: Partial<Record<'good' | 'goodOfTarget' | 'target', Figure>>): Held {
  if (!target?.value) return { measure: 'good', good, target: undefined, difference: undefined };
  const held = goodOfTarget?.value;
  const difference = typeof held === 'number' ? held - target.value : undefined;
  return held === good?.value ? { measure: 'good', good, target, difference } : { measure: 'goodOfTarget', good: goodOfTarget, target, difference };
}

/** The account of missing pieces in whole pieces: should = good + missing, missing = stops + slow + rejects. */
export function accountInPieces(account: Account): Account {
  const good = Math.round(account.good);
  const { parts, whole } = addUp([account.stops, account.slow, account.rejects]);
  return { should: good + whole, good, missing: whole, stops: parts[0]!, slow: parts[1]!, rejects: parts[2]! };
}

/** Whether OEE is seen not to be good pieces by those that should be, since planned cycles of several lengths are in it. */
export function isWeighted(fact: { measure: string; value: number | null }, account: Account): boolean {
  return fact.measure === 'oee' && fact.value !== null && account.should > 0 && Math.abs(fact.value - account.good / account.should) >= 0.005;
}

/** One row of a waterfall: a total standing on the ground, or a step down (or up) from the row before. */
export interface Step {
  key: string;
  name: string;
  value: number;
  total: boolean;
}

export interface Bar extends Step {
  /** Where the bar begins and how wide it is, as parts of the whole picture. */
  left: number;
  width: number;
}

/** Places the rows of a waterfall. Steps are told as what is taken away: positive goes down. */
export function waterfall(steps: readonly Step[]): Bar[] {
  let level = 0;
  const edges = steps.map((step) => {
    const before = step.total ? 0 : level;
    level = step.total ? step.value : level - step.value;
    return { low: Math.min(before, level), high: Math.max(before, level) };
  });
  const most = Math.max(1e-9, ...edges.map(({ high }) => high));
  const least = Math.min(0, ...edges.map(({ low }) => low));
  const scale = most - least;
  return steps.map((step, i) => ({
    ...step,
    left: (edges[i]!.low - least) / scale,
    width: (edges[i]!.high - edges[i]!.low) / scale,
  }));
}

/** Running sums as parts of the whole, for the line of a Pareto. */
export function cumulative(values: readonly number[]): number[] {
  const whole = values.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  return values.map((value) => (whole === 0 ? 0 : (sum += value) / whole));
}
