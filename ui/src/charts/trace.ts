import type { ColumnSeries } from '../server/shapes';

/** Runs of equal values of a trace, for strips of states. */
export interface Run {
  from: number;
  to: number;
  /** The held value; NaN where nothing is known. */
  value: number;
}

/**
 * The picture of one signal in columns of equal width that are counted from the epoch: what history has and what comes
 * live fall into the same columns, and a moving window does not make them shimmer. A ring: the newest `capacity` columns
 * are kept, in memory taken once. Times and widths in ms.
 *
 * A column has the lowest and highest value sampled in it and the value held at its end. A value holds until the next
 * sample of its signal; NaN is a gap, which is never joined.
 */
export class Trace {
  readonly width: number;
  readonly capacity: number;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #held: Float64Array;
  readonly #gap: Uint8Array;
  /** Columns [#first, #next) are here. */
  #first = 0;
  #next = 0;
  /** The first column that live samples fill whole; history does not overwrite from here. */
  #live = Number.POSITIVE_INFINITY;
  /** The value that holds now, and the newest column with a sample. */
  #current = Number.NaN;
  #sampled = -1;

  constructor(width: number, capacity: number) {
    this.width = width;
    this.capacity = capacity;
    this.#low = new Float64Array(capacity);
    this.#high = new Float64Array(capacity);
    this.#held = new Float64Array(capacity);
    this.#gap = new Uint8Array(capacity);
  }

  /** Which column a time falls in. */
  columnOf(time: number): number {
    return Math.floor(time / this.width);
  }

  get first(): number {
    return this.#first;
  }

  /** The column after the newest one. */
  get next(): number {
    return this.#next;
  }

  low(column: number): number {
    return this.#low[column % this.capacity]!;
  }

  high(column: number): number {
    return this.#high[column % this.capacity]!;
  }

  held(column: number): number {
    return this.#held[column % this.capacity]!;
  }

  gap(column: number): boolean {
    return this.#gap[column % this.capacity] === 1;
  }

  /** Whether anything is not known in it. */
  gaps(): boolean {
    for (let column = this.#first; column < this.#next; column++) if (this.gap(column)) return true;
    return false;
  }

  has(column: number): boolean {
    return column >= this.#first && column < this.#next;
  }

  /** Where the picture begins once history is here: live samples from `time` on are taken before that. */
  anchor(time: number): void {
    this.#first = this.#next = Math.round(time / this.width);
  }

  /** Takes columns from history that begin at `from`; what came live meanwhile stays. */
  load(series: ColumnSeries, from: number): void {
    const start = Math.round(from / this.width);
    const end = start + series.samples.length;
    if (this.#next === 0 || start > this.#next || end < this.#first) {
      this.#first = this.#next = start;
      this.#live = Number.POSITIVE_INFINITY;
    }
    this.#first = Math.min(this.#first, start);
    let held = Number.NaN;
    for (let column = start; column < end; column++) {
      if (column >= this.#live && column < this.#next) continue;
      const i = column - start;
      held = series.held[i] ?? Number.NaN;
      const low = series.min[i] ?? held;
      this.#put(column, low, series.max[i] ?? low, held, series.gap[i] === true);
    }
    const untilLive = Math.min(this.#next, this.#live - 1);
    for (let column = end; column < untilLive; column++) this.#hold(column, held);
    this.#next = Math.max(this.#next, end);
    if (this.#live === Number.POSITIVE_INFINITY) {
      this.#current = held;
      this.#sampled = end - 1;
    }
    this.#dropOld();
  }

  /** Takes a live sample; NaN begins a gap. Samples older than the picture are left out. */
  accept(time: number, value: number): void {
    const column = this.columnOf(time);
    if (this.#next === 0) this.#first = this.#next = column;
    if (column < this.#first) return;
    this.#live = Math.min(this.#live, column + 1);
    this.#holdUntil(column + 1);
    if (column > this.#sampled) {
      this.#put(column, value, value, value, Number.isNaN(value) || (this.#sampled >= 0 && Number.isNaN(this.#current)));
    } else {
      this.#widen(column, value);
    }
    if (column < this.#sampled) return;
    this.#held[column % this.capacity] = value;
    for (let k = column + 1; k < this.#next; k++) this.#hold(k, value);
    this.#current = value;
    this.#sampled = column;
  }

  /** Time has passed and nothing came: what is held still holds. */
  advanceTo(time: number): void {
    if (this.#next > 0) this.#holdUntil(this.columnOf(time) + 1);
  }

  /** From now on nothing is known, until the next sample. */
  interrupt(time: number): void {
    if (this.#next > 0 && !Number.isNaN(this.#current)) this.accept(time, Number.NaN);
  }

  /** The value held at a time; NaN where none is known. */
  at(time: number): number {
    const column = this.columnOf(time);
    return this.has(column) ? this.held(column) : Number.NaN;
  }

  /** The newest value that is known, and until when it held. */
  lastKnown(): { time: number; value: number } | undefined {
    for (let column = this.#next - 1; column >= this.#first; column--) {
      const value = this.held(column);
      if (!Number.isNaN(value)) return { time: (column + 1) * this.width, value };
    }
    return undefined;
  }

  /** Runs of equal held values in [from, to). */
  runs(from: number, to: number): Run[] {
    const runs: Run[] = [];
    const last = Math.min(this.#next, Math.ceil(to / this.width));
    for (let column = Math.max(this.#first, this.columnOf(from)); column < last; column++) {
      const value = this.held(column);
      const begin = Math.max(from, column * this.width);
      const end = Math.min(to, (column + 1) * this.width);
      const open = runs.at(-1);
      if (open && Object.is(open.value, value)) open.to = end;
      else runs.push({ from: begin, to: end, value });
    }
    return runs;
  }

  #holdUntil(column: number) {
    for (let k = Math.max(this.#next, column - this.capacity); k < column; k++) this.#hold(k, this.#current);
    this.#next = Math.max(this.#next, column);
    this.#dropOld();
  }

  #hold(column: number, value: number) {
    this.#put(column, value, value, value, Number.isNaN(value));
  }

  #widen(column: number, value: number) {
    const slot = column % this.capacity;
    if (Number.isNaN(value)) {
      this.#gap[slot] = 1;
      return;
    }
    if (Number.isNaN(this.#low[slot]!) || value < this.#low[slot]!) this.#low[slot] = value;
    if (Number.isNaN(this.#high[slot]!) || value > this.#high[slot]!) this.#high[slot] = value;
  }

  #put(column: number, low: number, high: number, held: number, gap: boolean) {
    const slot = column % this.capacity;
    this.#low[slot] = low;
    this.#high[slot] = high;
    this.#held[slot] = held;
    this.#gap[slot] = gap ? 1 : 0;
  }

  #dropOld() {
    if (this.#next - this.#first > this.capacity) this.#first = this.#next - this.capacity;
  }
}
