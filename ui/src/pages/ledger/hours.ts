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

/** Cuts this far apart are two, ms: the last values before one and the first after it come within. */
const APART = 2_000;

/** Gaps of several signals at one time are told together. */
export interface GapGroup {
  from: number;
  to: number;
  signals: string[];
}

export function groupsOf(gaps: readonly LedgerGap[]): GapGroup[] {
  const sorted = gaps.map(({ signal, from, to }) => ({ signal, from: Date.parse(from), to: Date.parse(to) })).sort((a, b) => a.from - b.from);
  const groups: GapGroup[] = [];
  for (const { signal, from, to } of sorted) {
    const group = groups.findLast((each) => Math.abs(each.to - to) < APART || each.from <= from - APART);
    if (group && from - group.from < APART) {
      group.to = Math.max(group.to, to);
      group.signals.push(signal);
    } else groups.push({ from, to, signals: [signal] });
  }
  return groups.reverse();
}
