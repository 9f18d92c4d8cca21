import type { ColumnSeries } from '../server/shapes';
import { Trace } from './trace';

/**
 * The sum of traces with equal columns. Its low and high are the sums of lows and highs, so the true sum lies between
 * them. A column in which some are not known sums the others and is marked; one in which none is known is a gap.
 */
export function sumOf(traces: readonly Trace[]): Trace | undefined {
  const some = traces.filter((trace) => trace.next > trace.first);
  if (some.length === 0) return undefined;
  const first = Math.min(...some.map((trace) => trace.first));
  const next = Math.max(...some.map((trace) => trace.next));
  const series: ColumnSeries = { signal: '', min: [], max: [], first: [], last: [], held: [], samples: [], gap: [] };
  for (let k = first; k < next; k++) {
    const known = some.filter((trace) => trace.has(k) && !Number.isNaN(trace.held(k)));
    const total = (of: (trace: Trace) => number) =>
      known.length === 0 ? null : known.reduce((sum, trace) => sum + of(trace), 0);
    series.min.push(total((trace) => trace.low(k)));
    series.max.push(total((trace) => trace.high(k)));
    series.held.push(total((trace) => trace.held(k)));
    series.samples.push(known.length);
    series.gap.push(known.length < traces.length || some.some((trace) => trace.has(k) && trace.gap(k)));
  }
  const sum = new Trace(some[0]!.width, next - first);
  sum.load(series, first * sum.width);
  return sum;
}
