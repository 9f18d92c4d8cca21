import { describe, expect, it } from 'vitest';
import { axisWidth, timeMark, yRange } from '../src/charts/plot';
import { aligned, columnWidth, DAY, HOUR, MINUTE, pan, parseSpan, readRange, writeRange, writeSpan, zoom } from '../src/charts/range';

const NOW = Date.parse('2026-11-24T08:00:00Z');

describe('a range', () => {
  it('stays live when it is zoomed at its right edge', () => {
    expect(zoom({ live: true, span: HOUR }, 0.5, 1, NOW)).toEqual({ live: true, span: HOUR / 2 });
  });

  it('keeps the point under the cursor in its place', () => {
    expect(zoom({ live: false, from: 0, to: 1000_000 }, 0.5, 0.25, NOW)).toEqual({ live: false, from: 125_000, to: 625_000 });
  });

  it('is never shorter than a second', () => {
    const range = zoom({ live: false, from: 0, to: 1000 }, 0.01, 0.5, NOW);
    expect(range).toEqual({ live: false, from: 0, to: 1000 });
  });

  it('follows now again when it is moved there', () => {
    const moved = pan({ live: true, span: HOUR }, -0.5, NOW);
    expect(moved).toEqual({ live: false, from: NOW - 1.5 * HOUR, to: NOW - 0.5 * HOUR });
    expect(pan(moved, 0.5, NOW)).toEqual({ live: true, span: HOUR });
  });

  it('is written into the address and read back', () => {
    for (const range of [{ live: true, span: 15 * MINUTE } as const, { live: false, from: NOW - DAY, to: NOW } as const]) {
      expect(readRange(new URLSearchParams(writeRange(range)))).toEqual(range);
    }
    expect(readRange(new URLSearchParams('from=x&to=y'))).toEqual({ live: true, span: 15 * MINUTE });
  });

  it('has spans in the units people use', () => {
    expect([parseSpan('1m'), parseSpan('8h'), parseSpan('30d'), parseSpan('x'), parseSpan(null)]).toEqual([MINUTE, 8 * HOUR, 30 * DAY, undefined, undefined]);
    expect([MINUTE, 8 * HOUR, 30 * DAY, 90 * MINUTE, 12_345].map(writeSpan)).toEqual(['1m', '8h', '30d', '90m', '12s']);
  });

  it('is cut into columns of whole milliseconds with edges counted from the epoch', () => {
    expect(columnWidth(HOUR, 1000)).toBe(3600);
    expect(columnWidth(1000, 1600)).toBe(1);
    expect(columnWidth(DAY, 1600)).toBe(MINUTE);
    expect(columnWidth(365 * DAY, 1600)).toBe(6 * HOUR);
    expect(aligned(1005, 1995, 100)).toEqual({ from: 1000, to: 2000, columns: 10 });
  });
});

describe('the axis of values', () => {
  it('does not go below nothing for what is never negative', () => {
    expect(yRange(0.1, 10, undefined)[0]).toBe(0);
    expect(yRange(-5, 10, undefined)[0]).toBeLessThan(-5);
  });

  it('shows the normal band when it is near, not when it would flatten the line', () => {
    expect(yRange(50, 60, { low: 40, high: 70 })).toEqual([38.2, 71.8]);
    expect(yRange(50, 60, { low: 40, high: 7000 })[1]).toBeGreaterThan(7000);
    expect(yRange(1000, 1001, { low: 0, high: 10 })[0]).toBeGreaterThan(900);
  });

  it('has a middle for a flat line', () => {
    const [low, high] = yRange(5, 5, undefined);
    expect(low).toBeLessThan(5);
    expect(high).toBeGreaterThan(5);
  });
});

describe('the axis of time', () => {
  it('is told on the clock of the plant, as fine as its marks', () => {
    expect(timeMark(NOW, HOUR, 'Asia/Shanghai')).toBe('16:00');
    expect(timeMark(NOW, 1000, 'Asia/Shanghai')).toBe('16:00:00');
    expect(timeMark(NOW, DAY, 'Asia/Shanghai')).toBe('11-24');
    expect(timeMark(NOW + 8 * HOUR, HOUR, 'Asia/Shanghai')).toBe('11-25');
  });
});

describe('the room for the marks of an axis', () => {
  it('is the same for usual numbers, and grows for long ones', () => {
    expect(axisWidth(['0', '1500'])).toBe(axisWidth(['-200']));
    expect(axisWidth(['518\u202f545.0'])).toBeGreaterThan(axisWidth(['1500']));
  });
});
