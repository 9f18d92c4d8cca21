import { get } from '../server/api';
import { Problem } from '../server/problem';
import type { ColumnSeries, HistoryColumns } from '../server/shapes';
import { clock } from '../live/clock.svelte';
import { live } from '../live/live.svelte';
import { chartable } from '../live/signal.svelte';
import { aligned, bounds, columnWidth, spanOf, type Range } from './range';
import { Trace } from './trace';

/** Wheel and keys come in bursts; only the last range of a burst is asked for. */
const DEBOUNCE = 80;
/** History lags behind live by about a second; it is read once more after this time to close the seam, ms. */
const SEAM = 3_000;
const RETRY = 5_000;
/** A picture that follows now is redrawn at least this often, ms. */
const SLOWEST = 1_000;

/** Signals the server reduces in one request. */
const AT_ONCE = 24;

async function readColumns(
  keys: readonly string[],
  asked: { from: number; to: number; columns: number },
  signal: AbortSignal,
): Promise<ColumnSeries[]> {
  const from = new Date(asked.from).toISOString();
  const to = new Date(asked.to).toISOString();
  const parts: Promise<HistoryColumns>[] = [];
  for (let i = 0; i < keys.length; i += AT_ONCE) {
    const signals = keys.slice(i, i + AT_ONCE).join(',');
    parts.push(get<HistoryColumns>('/history', { signals, from, to, columns: asked.columns }, signal));
  }
  return (await Promise.all(parts)).flatMap((part) => part.series);
}

/**
 * The pictures of some signals over one range: read from history, continued live. While a new range loads the old
 * pictures stay, for the page to show them stretched.
 */
export class Traces {
  map = $state.raw(new Map<string, Trace>());
  /** Goes up when there is something new to draw, at most once per `every` ms. */
  version = $state(0);
  loading = $state(false);
  problem = $state.raw<Problem | undefined>();
  /** From when the shown pictures reach; views may have moved on. */
  range = $state.raw<Range | undefined>();

  readonly #every: number;
  #keys: readonly string[] = [];
  #pixels = 0;
  #wanted: Range | undefined;
  #running: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #seam: ReturnType<typeof setTimeout> | undefined;
  #pulse: ReturnType<typeof setInterval> | undefined;
  #ends: (() => void)[] = [];
  #holes = 0;
  #shownAs = '';

  /** @param every shortest time between two redraws, ms */
  constructor(every = 100) {
    this.#every = every;
  }

  /** Shows these signals over this range, in about `pixels` columns. */
  show(keys: readonly string[], range: Range, pixels: number): void {
    const same = keys.length === this.#keys.length && keys.every((key, i) => key === this.#keys[i]);
    const as = JSON.stringify(range);
    // A scroll bar that comes or goes is no reason to read everything again.
    if (same && as === this.#shownAs && Math.abs(pixels - this.#pixels) < this.#pixels / 20) return;
    this.#shownAs = as;
    const first = this.map.size === 0 || !same;
    this.#keys = [...keys];
    this.#wanted = range;
    this.#pixels = pixels;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(), first ? 0 : DEBOUNCE);
  }

  reload = (): void => void this.#load();

  stop(): void {
    this.#shownAs = '';
    clearTimeout(this.#timer);
    clearTimeout(this.#seam);
    this.#running?.abort();
    this.#unlisten();
  }

  async #load(seam = false) {
    clearTimeout(this.#seam);
    this.#running?.abort();
    const range = this.#wanted;
    if (!range || this.#keys.length === 0) {
      this.#unlisten();
      this.map = new Map();
      this.version++;
      return;
    }
    const running = new AbortController();
    this.#running = running;
    this.loading = !seam;
    const keys = this.#keys;
    const span = spanOf(range);
    const width = columnWidth(span, this.#pixels);
    const now = bounds(range, clock.now());
    const asked = aligned(now.from, now.to, width);
    const capacity = asked.columns + (range.live ? 8 : 0);
    const traces = seam ? this.map : new Map(keys.map((key) => [key, new Trace(width, capacity)]));
    if (range.live && !seam) for (const trace of traces.values()) trace.anchor(asked.to);
    const ends = range.live && !seam ? this.#listen(traces) : [];
    this.#holes = live.holes;
    try {
      const series = await readColumns(keys, asked, running.signal);
      for (const one of series) traces.get(one.signal)?.load(one, asked.from);
      if (!seam) {
        this.#unlisten();
        this.#ends = ends;
        this.map = traces;
        this.range = range;
        if (range.live) this.#follow(width);
      }
      this.problem = undefined;
      this.version++;
      if (range.live && !seam) this.#seam = setTimeout(() => void this.#load(true), SEAM);
    } catch (thrown) {
      for (const end of ends) end();
      if (running.signal.aborted) return;
      this.problem = Problem.from(thrown);
      if (this.problem.status === 0 || this.problem.status >= 500) {
        this.#seam = setTimeout(() => void this.#load(), RETRY);
      }
    } finally {
      if (this.#running === running) this.loading = false;
    }
  }

  #listen(traces: Map<string, Trace>): (() => void)[] {
    const ends = [live.watch([...traces.keys()])];
    for (const [key, trace] of traces) {
      ends.push(live.signal(key).listen((latest) => trace.accept(latest.time, chartable(latest))));
    }
    return ends;
  }

  /** Redraws no faster than the picture moves by a column. */
  #follow(width: number) {
    this.#pulse = setInterval(() => {
      if (document.hidden) return;
      if (live.holes !== this.#holes) {
        this.#holes = live.holes;
        void this.#load();
      }
      const now = clock.now();
      for (const trace of this.map.values()) {
        if (live.lostAt !== undefined) trace.interrupt(now);
        trace.advanceTo(now);
      }
      this.version++;
    }, Math.max(this.#every, Math.min(SLOWEST, width)));
  }

  #unlisten() {
    clearInterval(this.#pulse);
    this.#pulse = undefined;
    for (const end of this.#ends) end();
    this.#ends = [];
  }
}
