import { MINUTE } from '../charts/range';
import type { StripPart } from '../server/facts';

export interface Range {
  from: string;
  to: string;
}

/** Time at a code without a meaning: something came, only nobody said what it means. */
export interface Unsaid extends Range {
  code: number;
}

type Part = Pick<StripPart, 'from' | 'to' | 'use'>;

/** Stretches of planned time without data that last at least a minute, the newest first; time at codes without a meaning is none. */
export function gapsOf(parts: readonly Part[], unsaid: readonly Unsaid[] = []): Range[] {
  return unknown(parts)
    .flatMap((gap) => unsaid.reduce((left, code) => left.flatMap((range) => without(range, code)), [gap]))
    .filter(({ from, to }) => Date.parse(to) - Date.parse(from) >= MINUTE)
    .reverse();
}

/** Codes without a meaning in planned time, each once with all of its time, the one that was there last first. */
export function codesOf(parts: readonly Part[], unsaid: readonly Unsaid[]): { code: number; last: Range; seconds: number }[] {
  const codes = new Map<number, { code: number; last: Range; seconds: number }>();
  for (const gap of unknown(parts)) {
    for (const each of unsaid) {
      const from = Date.parse(each.from) > Date.parse(gap.from) ? each.from : gap.from;
      const to = Date.parse(each.to) < Date.parse(gap.to) ? each.to : gap.to;
      const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
      if (seconds <= 0) continue;
      const before = codes.get(each.code)?.seconds ?? 0;
      codes.delete(each.code);
      codes.set(each.code, { code: each.code, last: { from, to }, seconds: before + seconds });
    }
  }
  return [...codes.values()].reverse();
}

/** The code a machine was at, where it has no meaning. */
export function codeAt(at: number, unsaid: readonly Unsaid[]): number | undefined {
  return unsaid.find(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to))?.code;
}

function unknown(parts: readonly Part[]): Range[] {
  const gaps: Range[] = [];
  for (const { from, to, use } of parts) {
    const last = gaps[gaps.length - 1];
    if (use !== 'noData') continue;
    if (last && last.to === from) last.to = to;
    else gaps.push({ from, to });
  }
  return gaps;
}

function without(range: Range, taken: Range): Range[] {
  const left: Range[] = [];
  if (Date.parse(taken.to) <= Date.parse(range.from) || Date.parse(taken.from) >= Date.parse(range.to)) return [range];
  if (Date.parse(taken.from) > Date.parse(range.from)) left.push({ from: range.from, to: taken.from });
  if (Date.parse(taken.to) < Date.parse(range.to)) left.push({ from: taken.to, to: range.to });
  return left;
}
