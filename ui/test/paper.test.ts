import { describe, expect, it } from 'vitest';
import { accountOf, addsUp, goodByHour, largest, longest, rows } from '../src/pages/shift/paper';
import type { Figures, HourRow, Loss, Measure, ShiftReport, Stop } from '../src/server/facts';

const figure = (value: number | null) => ({ id: '', value, why: null, unit: '{piece}' as const, provisional: false });
const figures = (values: Partial<Record<Measure, number>>): Figures => Object.fromEntries(Object.entries(values).map(([measure, value]) => [measure, figure(value)]));

describe('the printed shift', () => {
  it('accounts for missing pieces in whole pieces that add up', () => {
    const account = accountOf(figures({ should: 861.4, good: 790, missing: 71.4, lostToStops: 44.5, lostToSpeed: 18.6, lostToRejects: 8.3 }))!;
    expect(account).toEqual({ should: 861, good: 790, missing: 71, stops: 44, slow: 19, rejects: 8 });
    expect(account.stops + account.slow + account.rejects).toBe(account.missing);
    expect(accountOf(figures({ should: 0, good: 12 }))).toBeUndefined();
  });

  it('tells the longest stops one by one and the rest together, short ones not at all', () => {
    const stop = (seconds: number, short = false) => ({ seconds, short }) as Stop;
    expect(longest([stop(300), stop(60, true), stop(900), stop(600), stop(400)], 2)).toMatchObject({ shown: [{ seconds: 900 }, { seconds: 600 }], more: 2, moreSeconds: 700 });
  });

  it('does not call time won a loss', () => {
    const loss = (seconds: number) => ({ kind: 'speed', key: null, seconds, pieces: 0, count: 0 }) as Loss;
    expect(largest([loss(90), loss(20), loss(-30)], 5).map(({ seconds }) => seconds)).toEqual([90, 20]);
  });

  it('tells machine by machine where they fit, else line by line', () => {
    const report = (machines: number, hours = 8) => ({ hours: Array.from({ length: hours }), machines: Array.from({ length: machines }, (_, i) => ({ id: `m${i}` })), centers: [{ id: 'l' }] }) as unknown as ShiftReport;
    expect(rows(report(3)).map(({ id }) => id)).toEqual(['m0', 'm1', 'm2']);
    expect(rows(report(13)).map(({ id }) => id)).toEqual(['l']);
    expect(rows(report(3, 24)).map(({ id }) => id)).toEqual(['l']);
    expect(rows(report(1))).toEqual([]);
  });

  it('says where machines do not add up, since a line counts at one of them', () => {
    const part = (good: number) => ({ figures: figures({ good }) });
    expect(addsUp([part(3.2), part(4.9)], figures({ good: 8.1 }))).toBe(true);
    expect(addsUp([part(300), part(290)], figures({ good: 290 }))).toBe(false);
  });

  it('rounds the pieces of its hours so that they add up to the whole', () => {
    const at = Date.parse('2026-11-24T03:00:00Z');
    const hour = (i: number, good: number) => ({ from: new Date(at - (3 - i) * 3_600_000).toISOString(), good: figure(good) }) as HourRow;
    expect(goodByHour([hour(0, 10.4), hour(1, 10.4), hour(2, 10.4), hour(3, 0)], at)).toEqual([11, 10, 10, undefined]);
  });
});
