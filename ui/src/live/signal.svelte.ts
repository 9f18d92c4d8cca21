import type { Quality } from '../server/shapes';
import type { Value } from '../words/format';

export interface Latest {
  /** Source time, ms. */
  time: number;
  value: Value;
  /** 32-bit OPC UA status code. */
  status: number;
  quality: Quality;
}

export type Listener = (latest: Latest) => void;

/** Quality of a status code: its two top bits. */
export function qualityOf(status: number): Quality {
  const severity = status >>> 30;
  return severity === 0 ? 'good' : severity === 1 ? 'uncertain' : 'bad';
}

/** Shortest time between two changes of a figure on a page, ms: faster ones cannot be read. */
const PACE = 200;

/** The newest sample of one signal: at once for charts, at a pace people can read for figures. */
export class LiveSignal {
  readonly key: string;
  /** What pages show. The first sample after a rest is here at once. */
  latest = $state.raw<Latest | undefined>();
  /** Since when the value is what it is, ms; a repeated value does not begin anew. */
  since = $state.raw<number | undefined>();
  /** The newest sample that was not bad. */
  lastGood = $state.raw<Latest | undefined>();
  /** How many views show it. */
  watchers = 0;

  readonly #listeners = new Set<Listener>();
  #newest: Latest | undefined;
  #since: number | undefined;
  #shownAt = Number.NEGATIVE_INFINITY;

  constructor(key: string) {
    this.key = key;
  }

  accept(latest: Latest, since?: number): void {
    const before = this.#newest;
    if (before && latest.time < before.time) return;
    const changed = before?.value !== latest.value || (before.quality === 'bad') !== (latest.quality === 'bad');
    if (since !== undefined) this.#since = since;
    else if (changed) this.#since = latest.time;
    this.#newest = latest;
    for (const listener of this.#listeners) listener(latest);
    if (performance.now() >= this.#shownAt + PACE) this.show();
    else showLater(this);
  }

  /** Since when the value holds, once the server has said it: the stream tells only what changes. */
  hold(since: number): void {
    this.#since = since;
    this.since = since;
  }

  show(): void {
    this.#shownAt = performance.now();
    this.latest = this.#newest;
    this.since = this.#since;
    if (this.latest && this.latest.quality !== 'bad' && this.latest.value !== null) this.lastGood = this.latest;
  }

  /** Tells of every sample from now on; returns what ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Signals whose newest sample is not on the page yet; they get there together, so that the page is drawn once. */
const waiting = new Set<LiveSignal>();
let timer: ReturnType<typeof setTimeout> | undefined;

function showLater(signal: LiveSignal) {
  waiting.add(signal);
  timer ??= setTimeout(() => {
    timer = undefined;
    const all = [...waiting];
    waiting.clear();
    for (const each of all) each.show();
  }, PACE);
}

/** A value as a point of a chart: NaN where it is none. */
export function chartable(latest: Latest): number {
  if (latest.quality === 'bad' || latest.value === null || typeof latest.value === 'string') return Number.NaN;
  const number = Number(latest.value);
  return Number.isFinite(number) ? number : Number.NaN;
}
