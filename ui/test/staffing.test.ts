import { describe, expect, it } from 'vitest';
import { HOUR } from '../src/charts/range';
import { codeAt, codesOf, gapsOf } from '../src/facts/gaps';
import { holdingOn } from '../src/facts/replacing';
import { endsOf } from '../src/facts/staffing';
import type { Entry } from '../src/server/facts';

/** Shifts from 8 to 20 o'clock every day, in hours; the day begins at 0. */
const during = { now: 12.25 * HOUR, shift: { from: 8 * HOUR, to: 20 * HOUR }, next: { from: 32 * HOUR, to: 44 * HOUR } };
const after = { now: 21.5 * HOUR, shift: undefined, next: { from: 32 * HOUR, to: 44 * HOUR } };
const hours = (ends: { to: number | null }[]) => ends.map(({ to }) => to && to / HOUR);

describe('the ends of staffing', () => {
  it('are those of shifts, or none, where nobody is there', () => {
    expect(hours(endsOf('notStaffed', during))).toEqual([20, 44, null]);
    expect(hours(endsOf('noJob', after))).toEqual([32, 44, null]);
  });

  it('of overtime lie after the shift and before the next one', () => {
    expect(hours(endsOf('overtime', during))).toEqual([21, 22, 24]);
    expect(hours(endsOf('overtime', after))).toEqual([22, 23, 25]);
    const shortly = { ...during, next: { from: 21.5 * HOUR, to: 30 * HOUR } };
    expect(hours(endsOf('overtime', shortly))).toEqual([21, 21.5]);
  });

  it('of overtime are none where shift follows shift', () => {
    expect(endsOf('overtime', { ...during, next: { from: 20 * HOUR, to: 32 * HOUR } })).toEqual([]);
  });

  it('of unattended running are when people come again', () => {
    expect(hours(endsOf('unattended', during))).toEqual([32, 20]);
    expect(hours(endsOf('unattended', after))).toEqual([32]);
  });

  it('are none where no shift is planned, but for further notice', () => {
    const never = { now: 12 * HOUR, shift: undefined, next: undefined };
    expect(hours(endsOf('notStaffed', never))).toEqual([null]);
    expect(endsOf('unattended', never)).toEqual([]);
    expect(hours(endsOf('overtime', never))).toEqual([13, 14, 16]);
  });
});

describe('time without data', () => {
  const part = (from: number, to: number, use: 'run' | 'noData') => ({ from: new Date(from * 1000).toISOString(), to: new Date(to * 1000).toISOString(), use });

  it('is one stretch over the borders of hours, newest first; less than a minute is not asked about', () => {
    const parts = [part(0, 100, 'noData'), part(100, 200, 'noData'), part(200, 300, 'run'), part(300, 359, 'noData'), part(359, 400, 'run'), part(400, 460, 'noData')];
    const span = ({ from, to }: { from: string; to: string }) => [Date.parse(from) / 1000, Date.parse(to) / 1000];
    expect(gapsOf(parts).map(span)).toEqual([[400, 460], [0, 200]]);
  });
});

describe('a code without a meaning', () => {
  const iso = (second: number) => new Date(second * 1000).toISOString();
  const parts = [
    { from: iso(0), to: iso(300), use: 'noData' as const },
    { from: iso(300), to: iso(400), use: 'run' as const },
    { from: iso(400), to: iso(600), use: 'noData' as const },
  ];
  const unsaid = [
    { code: 4, from: iso(-50), to: iso(100) },
    { code: 2, from: iso(320), to: iso(350) },
    { code: 4, from: iso(540), to: iso(700) },
  ];

  it('is another thing than no data, where the machine was off', () => {
    expect(gapsOf(parts, unsaid)).toEqual([{ from: iso(400), to: iso(540) }, { from: iso(100), to: iso(300) }]);
    expect(gapsOf(parts, [{ code: 4, from: iso(0), to: iso(600) }])).toEqual([]);
    expect(codeAt(Date.parse(iso(50)), unsaid)).toBe(4);
    expect(codeAt(Date.parse(iso(100)), unsaid)).toBeUndefined();
  });

  it('is told once with all of its planned time', () => {
    expect(codesOf(parts, unsaid)).toEqual([{ code: 4, last: { from: iso(540), to: iso(600) }, seconds: 160 }]);
  });
});

describe('staffing that another one takes the place of', () => {
  const iso = (hour: number) => new Date(hour * HOUR).toISOString();
  const entry = (id: string, from: number, to: number | null, kind = 'staffing', until?: number) =>
    ({ id, from: iso(from), to: to === null ? null : iso(to), claim: { kind }, ...(until === undefined ? {} : { until: iso(until) }) }) as unknown as Entry & { until?: string };

  it('is all that would come back, however old', () => {
    const all = [entry('old', 6, 20), entry('shown', 8, 12), entry('over', 5, 9), entry('later', 11, 13), entry('job', 6, null, 'job'), entry('open', 7, null), entry('followed', 4, null, 'staffing', 5)];
    expect(holdingOn(all, 10 * HOUR).map(({ id }) => id)).toEqual(['old', 'shown', 'open']);
  });
});
