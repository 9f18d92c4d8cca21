import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Band } from '../server/shapes';
import { date, marked, time } from '../words/format';
import type { Trace } from './trace';

export interface Line {
  key: string;
  color: string;
  dash: number[];
  /** Steps from value to value: a counter or a state is never between two. */
  steps: boolean;
}

export interface PlotOptions {
  lines: Line[];
  band: Band | undefined;
  zone: string;
  height: number;
  /** Plots with the same word share their cursor. */
  sync: string | undefined;
  /** A person dragged over a stretch of time. */
  onSelect: (from: number, to: number) => void;
  /** The cursor is over this moment, or over none. */
  onCursor: (at: number | undefined) => void;
}

/** A colour of the tokens, as it is in the theme now. */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Series per line: the highest and the lowest of each column, and the value held. */
const PER_LINE = 3;

/** One chart: lines with the band of their columns, over one axis of values. */
export class Plot {
  readonly #plot: uPlot;
  readonly #options: PlotOptions;
  #traces: (Trace | undefined)[] = [];
  readonly #data: [number[], ...(number | null)[][]];

  constructor(host: HTMLElement, width: number, options: PlotOptions) {
    this.#options = options;
    this.#data = [[], ...options.lines.flatMap(() => [[], [], []])];
    this.#plot = new uPlot(this.#describe(width, options), this.#data as uPlot.AlignedData, host);
  }

  /** Draws the traces, one for each line in order, over [from, to). */
  draw(traces: (Trace | undefined)[], from: number, to: number): void {
    this.#traces = traces;
    this.#fill(from, to);
    this.#plot.batch(() => {
      this.#plot.setData(this.#data as uPlot.AlignedData, false);
      this.#plot.setScale('x', { min: from, max: to });
    });
  }

  resize(width: number, height: number): void {
    if (width !== this.#plot.width || height !== this.#plot.height) this.#plot.setSize({ width, height });
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #fill(from: number, to: number) {
    const some = this.#traces.find((trace) => trace && trace.next > trace.first);
    for (const column of this.#data) column.length = 0;
    if (!some) return;
    const width = some.width;
    // One column beyond each edge lets lines leave the picture instead of ending in it.
    const first = Math.max(some.columnOf(from) - 1, Math.min(...this.#present((trace) => trace.first)));
    const last = Math.min(some.columnOf(to) + 2, Math.max(...this.#present((trace) => trace.next)));
    const x = this.#data[0];
    for (let k = first; k < last; k++) x.push((k + 0.5) * width);
    this.#traces.forEach((trace, i) => {
      const [high, low, held] = this.#data.slice(1 + i * PER_LINE, 1 + (i + 1) * PER_LINE) as (number | null)[][];
      for (let k = first; k < last; k++) {
        const known = trace?.has(k) === true;
        high!.push(known ? orNull(trace.high(k)) : null);
        low!.push(known ? orNull(trace.low(k)) : null);
        held!.push(known ? orNull(trace.held(k)) : null);
      }
    });
  }

  #present(of: (trace: Trace) => number): number[] {
    return this.#traces.flatMap((trace) => (trace && trace.next > trace.first ? [of(trace)] : []));
  }

  #describe(width: number, options: PlotOptions): uPlot.Options {
    const font = `11px ${token('--font-ui')}`;
    const axis = {
      stroke: () => token('--text-3'),
      font,
      grid: { stroke: () => token('--grid'), width: 1 },
      ticks: { show: false },
    };
    const stepped = uPlot.paths.stepped!({ align: 1 });
    return {
      width,
      height: options.height,
      ms: 1,
      tzDate: (at) => uPlot.tzDate(new Date(at), options.zone),
      legend: { show: false },
      padding: [8, 18, 0, 0],
      scales: { x: { time: true, auto: false }, y: { range: (_, low, high) => yRange(low, high, options.band, options.lines.every(({ steps }) => steps)) } },
      axes: [
        { ...axis, size: 24, gap: 2, values: (_, at, __, ___, step) => at.map((ms) => timeMark(ms, step, options.zone)) },
        { ...axis, size: (_, marks) => axisWidth(marks ?? []), gap: 4, ...(options.lines.every(({ steps }) => steps) ? { incrs: WHOLE } : {}), values: (_, at) => at.map((value) => marked(value, at.length > 1 ? at[1]! - at[0]! : 1)) },
      ],
      series: [
        {},
        ...options.lines.flatMap((line): uPlot.Series[] => [
          { stroke: 'transparent', width: 0, points: { show: false }, ...(line.steps ? { paths: stepped } : {}) },
          { stroke: 'transparent', width: 0, points: { show: false }, ...(line.steps ? { paths: stepped } : {}) },
          {
            stroke: () => token(line.color),
            width: 1.5,
            dash: line.dash,
            points: { show: false },
            ...(line.steps ? { paths: stepped } : {}),
          },
        ]),
      ],
      bands: options.lines.map((line, i) => ({
        series: [1 + i * PER_LINE, 2 + i * PER_LINE],
        fill: () => `color-mix(in srgb, ${token(line.color)} 28%, transparent)`,
      })),
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false },
        ...(options.sync ? { sync: { key: options.sync, setSeries: false } } : {}),
      },
      hooks: {
        drawClear: [(plot) => this.#drawBand(plot)],
        draw: [(plot) => this.#drawGaps(plot)],
        setSelect: [(plot) => this.#selected(plot)],
        setCursor: [
          (plot) => {
            const left = plot.cursor.left ?? -1;
            options.onCursor(left >= 0 ? plot.posToVal(left, 'x') : undefined);
          },
        ],
      },
    };
  }

  #selected(plot: uPlot) {
    if (plot.select.width < 4) return;
    const from = plot.posToVal(plot.select.left, 'x');
    const to = plot.posToVal(plot.select.left + plot.select.width, 'x');
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.#options.onSelect(from, to);
  }

  /** The normal band, behind everything. */
  #drawBand(plot: uPlot) {
    const band = this.#options.band;
    if (!band) return;
    const top = plot.valToPos(band.high, 'y', true);
    const bottom = plot.valToPos(band.low, 'y', true);
    if (!Number.isFinite(top) || !Number.isFinite(bottom)) return;
    plot.ctx.save();
    plot.ctx.beginPath();
    plot.ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
    plot.ctx.clip();
    plot.ctx.fillStyle = token('--band');
    plot.ctx.fillRect(plot.bbox.left, top, plot.bbox.width, bottom - top);
    plot.ctx.restore();
  }

  /** A violet foot under each column in which something was not known. */
  #drawGaps(plot: uPlot) {
    const { min, max } = plot.scales['x']!;
    if (min === undefined || max === undefined || min === null || max === null) return;
    plot.ctx.save();
    plot.ctx.fillStyle = token('--bad');
    const height = 3 * devicePixelRatio;
    const foot = plot.bbox.top + plot.bbox.height - height;
    for (const trace of this.#traces) {
      if (!trace) continue;
      for (let k = Math.max(trace.first, trace.columnOf(min)); k < Math.min(trace.next, trace.columnOf(max) + 1); k++) {
        if (!trace.gap(k)) continue;
        const begin = k;
        while (k + 1 < trace.next && trace.gap(k + 1)) k++;
        const left = Math.max(plot.bbox.left, plot.valToPos(begin * trace.width, 'x', true));
        const right = Math.min(plot.bbox.left + plot.bbox.width, plot.valToPos((k + 1) * trace.width, 'x', true));
        plot.ctx.fillRect(left, foot, Math.max(devicePixelRatio, right - left), height);
      }
    }
    plot.ctx.restore();
  }
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Distances of marks on an axis of what is counted one by one. */
const WHOLE = Array.from({ length: 45 }, (_, i) => [1, 2, 5][i % 3]! * 10 ** Math.floor(i / 3));

/** Room for the marks of an axis, px: charts stand exactly below each other unless numbers are long. */
export function axisWidth(marks: readonly string[]): number {
  return Math.max(52, 12 + 6.5 * Math.max(0, ...marks.map((mark) => mark.length)));
}

/** The values an axis spans: what is there, with air, and the normal band if it is near. `counts` are seen one by one. */
export function yRange(
  low: number | null,
  high: number | null,
  band: Band | undefined,
  counts = false,
): [number, number] {
  if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)) {
    return band ? [band.low, band.high] : [0, 1];
  }
  let [bottom, top] = [low, high];
  if (band) {
    const near = Math.max(top - bottom, band.high - band.low);
    if (band.low > bottom - near) bottom = Math.min(bottom, band.low);
    if (band.high < top + near) top = Math.max(top, band.high);
  }
  const flat = counts ? 1 : Math.abs(top) * 0.1 || 1;
  const air = top > bottom ? (top - bottom) * 0.06 : flat;
  // A quantity that is never negative does not get an axis that is.
  return [bottom >= 0 && bottom - air < 0 ? 0 : bottom - air, top + air];
}

/** A mark on the axis of time, as fine as the marks are apart. */
export function timeMark(at: number, step: number, zone: string): string {
  if (step >= 86_400_000) return date(at, zone).slice(5);
  const clock = time(at, zone, step < 60_000);
  if (step < 1000) return clock + (at / 1000 - Math.floor(at / 1000)).toFixed(1).slice(1);
  return clock === '00:00' ? date(at, zone).slice(5) : clock;
}
