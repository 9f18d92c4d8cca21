import { HOUR } from '../../charts/range';
import type { LedgerGap, LedgerHours, LedgerSum } from '../../server/ledger';

/** What became of what was received, in the order the sum is told. */
export const FATES = ['stored', 'duplicate', 'superseded', 'rejected', 'inFlight'] as const;

/** What is wrong in an hour: the worst first. */
export type Trouble = 'unbalanced' | 'rejected' | 'gap' | 'late';

/** One hour of one row of the picture. */
export interface Cell {
  /** ms */
  from: number;
  /** Part of the hour in which values were confirmed, 0 to 1 over all signals. */
  confirmed: number;
  /** Part of the hour in which nothing was known. */
  gap: number;
  received: number;
  troubles: Trouble[];
}

/** The hours of a part with so many signals. */
export function cellsOf(hours: LedgerHours, signals: number, from: number): Cell[] {
  const whole = Math.max(1, signals) * HOUR;
  return hours.received.map((received, i) => {
    const troubles: Trouble[] = [];
    if (hours.missing[i]! > 0 || hours.surplus[i]! > 0) troubles.push('unbalanced');
    if (hours.rejected[i]! > 0) troubles.push('rejected');
    if (hours.gapMs[i]! > 0) troubles.push('gap');
    if (hours.late[i]! > 0) troubles.push('late');
    return { from: from + i * HOUR, confirmed: Math.min(1, hours.confirmedMs[i]! / whole), gap: Math.min(1, hours.gapMs[i]! / whole), received, troubles };
  });
}

/** The part of the time that was confirmed; undefined where nothing was expected. */
export function confirmedRatio(sum: LedgerSum): number | undefined {
  const known = sum.confirmedMs + sum.gapMs;
  return known === 0 ? undefined : sum.confirmedMs / known;
}

/** A ratio near one in percent that does not round a gap away: 100 %, 99.98 %, 97.2 %. */
export function exactPercent(ratio: number): string {
  if (ratio >= 1) return '100';
  const lack = (1 - ratio) * 100;
  const places = lack >= 1 ? 1 : lack >= 0.1 ? 2 : 3;
  const text = (ratio * 100).toFixed(places);
  return Number(text) === 100 ? '99.999' : text;
}

/** Gaps of several signals at one time are told together. */
export interface GapGroup {
  from: number;
  to: number;
  signals: string[];
}

export function groupsOf(gaps: readonly LedgerGap[]): GapGroup[] {
  const groups = new Map<string, GapGroup>();
  for (const gap of gaps) {
    const from = Date.parse(gap.from);
    const to = Date.parse(gap.to);
    // A second tells cuts apart; the first values after one come within it.
    const key = `${Math.round(from / 1000)}-${Math.round(to / 1000)}`;
    const group = groups.get(key) ?? { from, to, signals: [] };
    group.from = Math.min(group.from, from);
    group.to = Math.max(group.to, to);
    group.signals.push(gap.signal);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.from - a.from);
}
