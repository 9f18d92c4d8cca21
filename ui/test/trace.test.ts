import { describe, expect, it } from 'vitest';
import { sumOf } from '../src/charts/sum';
import { Trace } from '../src/charts/trace';
import { rowsOf } from '../src/pages/trends/rows';
import type { ColumnSeries } from '../src/server/shapes';

function series(held: (number | null)[], low = held, high = held): ColumnSeries {
  return {
    signal: 'a/b',
    min: low,
    max: high,
    first: held,
    last: held,
    held,
    samples: held.map((value) => (value === null ? 0 : 1)),
    gap: held.map((value) => value === null),
  };
}

function heldOf(trace: Trace): number[] {
  return Array.from({ length: trace.next - trace.first }, (_, i) => trace.held(trace.first + i));
}

describe('a trace', () => {
  it('holds history in columns counted from the epoch', () => {
    const trace = new Trace(10, 8);
    trace.load(series([1, 2, 3], [0, 1, 2], [2, 5, 9]), 100);
    expect([trace.first, trace.next]).toEqual([10, 13]);
    expect([trace.low(11), trace.high(11), trace.held(11)]).toEqual([1, 5, 2]);
    expect(trace.at(125)).toBe(3);
    expect(trace.at(300)).toBeNaN();
  });

  it('continues history with live samples in the same columns', () => {
    const trace = new Trace(10, 8);
    trace.load(series([1, 2]), 100);
    trace.accept(118, 7);
    trace.accept(145, 4);
    expect(heldOf(trace)).toEqual([1, 7, 7, 7, 4]);
    expect([trace.low(11), trace.high(11)]).toEqual([2, 7]);
  });

  it('keeps what came live while history was on its way, and closes the seam with it', () => {
    const trace = new Trace(10, 8);
    trace.anchor(120);
    trace.accept(143, 9);
    trace.advanceTo(155);
    trace.load(series([1, 2]), 100);
    expect(heldOf(trace)).toEqual([1, 2, 2, 2, 9, 9]);
    expect(trace.gap(14)).toBe(false);
    trace.load(series([1, 2, 3, 4]), 100);
    expect(heldOf(trace)).toEqual([1, 2, 3, 4, 9, 9]);
  });

  it('lets a value hold until the next sample, also one that arrives after its column has passed', () => {
    const trace = new Trace(10, 8);
    trace.load(series([1]), 100);
    trace.advanceTo(135);
    trace.accept(122, 5);
    expect(heldOf(trace)).toEqual([1, 1, 5, 5]);
  });

  it('breaks where nothing is known and never joins', () => {
    const trace = new Trace(10, 8);
    trace.load(series([1, null, 3]), 100);
    expect(trace.gap(11)).toBe(true);
    trace.interrupt(131);
    trace.advanceTo(155);
    expect(heldOf(trace)).toEqual([1, Number.NaN, 3, Number.NaN, Number.NaN, Number.NaN]);
    trace.accept(162, 8);
    expect(trace.gap(16)).toBe(true);
    expect(trace.lastKnown()).toEqual({ time: 170, value: 8 });
  });

  it('keeps the newest columns when it is full', () => {
    const trace = new Trace(10, 4);
    trace.load(series([1, 2, 3, 4]), 100);
    trace.accept(141, 5);
    trace.accept(155, 6);
    expect(trace.first).toBe(12);
    expect(heldOf(trace)).toEqual([3, 4, 5, 6]);
  });

  it('is not drowned by a long silence', () => {
    const trace = new Trace(10, 4);
    trace.load(series([1]), 100);
    trace.advanceTo(10_000_000);
    expect(heldOf(trace)).toEqual([1, 1, 1, 1]);
  });

  it('tells runs of equal values, cut to the range asked for', () => {
    const trace = new Trace(10, 16);
    trace.load(series([2, 2, null, 1]), 100);
    expect(trace.runs(105, 140)).toEqual([
      { from: 105, to: 120, value: 2 },
      { from: 120, to: 130, value: Number.NaN },
      { from: 130, to: 140, value: 1 },
    ]);
  });
});

describe('a sum of traces', () => {
  it('adds what is known and marks columns in which a part is missing', () => {
    const [a, b] = [new Trace(10, 4), new Trace(10, 4)];
    a.load(series([1, 2, null]), 100);
    b.load(series([10, null, null]), 100);
    const sum = sumOf([a, b])!;
    expect(heldOf(sum)).toEqual([11, 2, Number.NaN]);
    expect([10, 11, 12].map((column) => sum.gap(column))).toEqual([false, true, true]);
  });

  it('is none of nothing', () => {
    expect(sumOf([])).toBeUndefined();
  });
});

describe('a table of traces', () => {
  it('folds columns into few rows, newest first, without losing lowest and highest', () => {
    const trace = new Trace(10, 16);
    trace.load(series([1, 9, 3, 4], [0, 1, 2, 3], [2, 12, 5, 6]), 100);
    expect(rowsOf([trace], 100, 140, 2)).toEqual([
      { time: 120, cells: [{ low: 2, high: 6, held: 4 }] },
      { time: 100, cells: [{ low: 0, high: 12, held: 9 }] },
    ]);
  });
});
