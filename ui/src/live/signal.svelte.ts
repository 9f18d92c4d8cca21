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

/** The newest sample of one signal, as it comes. */
export class LiveSignal {
  readonly key: string;
  latest = $state.raw<Latest | undefined>();
  /** Since when the value is what it is, ms; a repeated value does not begin anew. */
  since = $state.raw<number | undefined>();
  /** The newest sample that was not bad. */
  lastGood = $state.raw<Latest | undefined>();
  /** How many views show it. */
  watchers = 0;

  readonly #listeners = new Set<Listener>();

  constructor(key: string) {
    this.key = key;
  }

  accept(latest: Latest, since?: number): void {
    const before = this.latest;
    if (before && latest.time < before.time) return;
    if (since !== undefined) this.since = since;
    else if (!before || before.value !== latest.value || (before.quality === 'bad') !== (latest.quality === 'bad')) {
      this.since = latest.time;
    }
    this.latest = latest;
    if (latest.quality !== 'bad' && latest.value !== null) this.lastGood = latest;
    for (const listener of this.#listeners) listener(latest);
  }

  /** Tells of every sample from now on; returns what ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** A value as a point of a chart: NaN where it is none. */
export function chartable(latest: Latest): number {
  if (latest.quality === 'bad' || latest.value === null || typeof latest.value === 'string') return Number.NaN;
  const number = Number(latest.value);
  return Number.isFinite(number) ? number : Number.NaN;
}
