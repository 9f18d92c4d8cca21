import { plant, withRole } from '../plant/plant.svelte';
import { get } from '../server/api';
import type { StripPart } from '../server/facts';
import type { Unsaid } from './gaps';

/** Where a machine's state signal was at codes of which nobody said what they mean, within what is shown of it. */
export class UnsaidCodes {
  items = $state.raw<readonly Unsaid[]>([]);
  #asked = '';
  #reading: AbortController | undefined;

  /** Reads them where some time has no data; called again whenever what is shown changes. */
  watch(machine: string, parts: readonly Pick<StripPart, 'from' | 'to' | 'use' | 'state'>[]): void {
    const unit = plant.index.machines.get(machine)?.unit;
    const told = unit && withRole(unit, 'state');
    const unknown = parts.filter(({ state }) => state === 'noData');
    const [from, to] = [unknown[0]?.from, unknown.at(-1)?.to];
    const asked = told && from && to ? JSON.stringify([told.key, from, to, told.states]) : '';
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#reading?.abort();
    if (!told || !asked) {
      this.items = [];
      return;
    }
    const reading = (this.#reading = new AbortController());
    get<{ items: Unsaid[] }>(`/signals/${told.key.split('/').map(encodeURIComponent).join('/')}/unsaid`, { from, to }, reading.signal)
      .then(({ items }) => (this.items = items))
      // Without them time shows as it did: without data.
      .catch(() => {
        if (!reading.signal.aborted) this.#asked = '';
      });
  }

  stop(): void {
    this.#reading?.abort();
    this.#asked = '';
  }
}
