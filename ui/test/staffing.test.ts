import { describe, expect, it } from 'vitest';
import { HOUR } from '../src/charts/range';
import { gapsOf } from '../src/facts/gaps';
import { endsOf } from '../src/facts/staffing';

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
