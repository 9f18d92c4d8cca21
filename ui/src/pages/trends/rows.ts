import type { Trace } from '../../charts/trace';

export interface Row {
  /** Beginning of the part, ms. */
  time: number;
  cells: { low: number; high: number; held: number }[];
}

/** Traces folded into at most `count` equal parts of [from, to); newest first. NaN where nothing is known. */
export function rowsOf(traces: readonly (Trace | undefined)[], from: number, to: number, count: number): Row[] {
  const some = traces.find((trace) => trace !== undefined);
  if (!some) return [];
  const first = some.columnOf(from);
  const columns = Math.max(1, some.columnOf(to) - first);
  const per = Math.ceil(columns / count);
  const rows: Row[] = [];
  for (let begin = first; begin < first + columns; begin += per) {
    const cells = traces.map((trace) => {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      let held = Number.NaN;
      for (let k = begin; trace && k < begin + per; k++) {
        if (!trace.has(k)) continue;
        if (trace.low(k) < low) low = trace.low(k);
        if (trace.high(k) > high) high = trace.high(k);
        held = trace.held(k);
      }
      return low <= high ? { low, high, held } : { low: Number.NaN, high: Number.NaN, held };
    });
    rows.push({ time: begin * some.width, cells });
  }
  return rows.reverse();
}
