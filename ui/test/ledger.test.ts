import { describe, expect, it } from 'vitest';
import { trendOf } from '../src/charts/range';
import { cellsOf, confirmedRatio, exactPercent, groupsOf } from '../src/pages/ledger/hours';
import type { LedgerHours, LedgerSum } from '../src/server/ledger';

const HOUR = 3_600_000;

function hours(more: Partial<LedgerHours>): LedgerHours {
  const none = [0, 0];
  return { received: none, stored: none, duplicate: none, superseded: none, rejected: none, inFlight: none, late: none, retimed: none, moved: none, overflowed: none, missing: none, surplus: none, confirmedMs: none, gapMs: none, ...more };
}

describe('the picture of the ledger', () => {
  it('tells how much of an hour was confirmed over all signals', () => {
    const [first, second] = cellsOf(hours({ received: [10, 0], confirmedMs: [HOUR, 2 * HOUR], gapMs: [HOUR, 0] }), 2, 7 * HOUR);
    expect(first).toEqual({ from: 7 * HOUR, confirmed: 0.5, gap: 0.5, received: 10, troubles: ['gap'] });
    expect(second).toEqual({ from: 8 * HOUR, confirmed: 1, gap: 0, received: 0, troubles: [] });
  });

  it('names the worst of an hour first', () => {
    const [cell] = cellsOf(hours({ late: [1, 0], rejected: [2, 0], surplus: [1, 0], gapMs: [1, 0] }), 1, 0);
    expect(cell!.troubles).toEqual(['unbalanced', 'rejected', 'gap', 'late']);
  });

  it('never rounds a gap away', () => {
    expect(exactPercent(1)).toBe('100');
    expect(exactPercent(0.9999)).toBe('99.990');
    expect(exactPercent(0.99999999)).toBe('99.999');
    expect(exactPercent(0.5)).toBe('50.0');
    expect(confirmedRatio({ confirmedMs: 0, gapMs: 0 } as LedgerSum)).toBeUndefined();
    expect(confirmedRatio({ confirmedMs: 3, gapMs: 1 } as LedgerSum)).toBe(0.75);
  });

  it('tells one cut of many signals once, the newest first', () => {
    const groups = groupsOf([
      { signal: 'a/x', from: '2026-11-24T06:00:00.100000Z', to: '2026-11-24T06:10:00Z' },
      { signal: 'a/z', from: '2026-11-24T08:00:00Z', to: '2026-11-24T08:00:01Z' },
      { signal: 'a/y', from: '2026-11-24T06:00:00Z', to: '2026-11-24T06:10:00.200000Z' },
    ]);
    expect(groups.map((group) => group.signals)).toEqual([['a/z'], ['a/y', 'a/x']]);
    expect(groups[1]).toMatchObject({ from: Date.parse('2026-11-24T06:00:00Z'), to: Date.parse('2026-11-24T06:10:00.200Z') });
  });

  it('tells one cut once also where its seconds are counted up and down', () => {
    const gap = (signal: string, from: string, to: string) => ({ signal, from: `2026-11-24T06:00:${from}Z`, to: `2026-11-24T06:10:${to}Z` });
    const groups = groupsOf([gap('a/x', '00.400', '10.400'), gap('a/y', '00.600', '11.600'), gap('a/z', '00.500', '30.000'), gap('b/x', '01.300', '10.300')]);
    expect(groups.map((group) => group.signals)).toEqual([['a/z'], ['a/x', 'a/y', 'b/x']]);
  });

  it('opens the trend around a gap', () => {
    const query = new URLSearchParams(trendOf(['a/x', 'a/y'], Date.parse('2026-11-24T06:00:00Z'), Date.parse('2026-11-24T06:30:00Z')).split('?')[1]);
    expect(Object.fromEntries(query)).toEqual({ s: 'a/x,a/y', from: '2026-11-24T05:57:00.000Z', to: '2026-11-24T06:33:00.000Z' });
  });
});
