import { clock } from '../live/clock.svelte';
import { backoff } from '../live/backoff';
import { change } from '../server/api';
import type { Claim, Entry, NewEntry } from '../server/facts';
import { Problem } from '../server/problem';
import type { Label } from '../server/shapes';
import { entered } from './news.svelte';

/** Something said that the server has not confirmed. */
export interface Waiting<T = NewEntry> {
  entry: T;
  /** The server refused it: a person must look. */
  refused?: { code: string; status: number; detail: string; text?: Label };
}

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

const STORED = 'factfloor.outbox';

/** A server that does not answer in this time is taken for away, ms; what it did get it knows by its id. */
const PATIENCE = 15_000;

function tooLong(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Problem('offline', 0, '')), PATIENCE));
}

/** Refusals that sending again would not change; anything else is tried until it works. */
function final(problem: Problem): boolean {
  return problem.status >= 400 && problem.status < 500 && ![401, 408, 429].includes(problem.status);
}

/**
 * Entries (or calls for help) on their way to the server. Each is kept in the browser before it is sent and until the server has confirmed it,
 * through reloads and outages, and sent in the order it was said. The same one arriving twice is stored once: it carries
 * an id made here.
 */
export class Outbox<T extends { id: string } = NewEntry, A = Entry> {
  waiting = $state.raw<Waiting<T>[]>([]);
  /** What was said or corrected last, for taking it back. */
  confirmed = $state.raw<A | undefined>();
  readonly #storage: Kept;
  readonly #send: (entry: T) => Promise<A>;
  readonly #stored: string;
  #sending = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(storage: Kept, send: (entry: T) => Promise<A>, stored = STORED) {
    this.#storage = storage;
    this.#send = send;
    this.#stored = stored;
    this.waiting = this.#read();
  }

  get unsent(): number {
    return this.waiting.filter(({ refused }) => !refused).length;
  }

  get refused(): Waiting<T>[] {
    return this.waiting.filter(({ refused }) => refused);
  }

  /** Keeps an entry and sends it; it is safe as soon as this returns, and there when the promise is done. */
  say(entry: T): Promise<void> {
    this.#write([...this.#read(), { entry }]);
    return this.flush();
  }

  /** Drops a refused entry, or tries it once more. */
  drop(id: string): void {
    this.#write(this.#read().filter(({ entry }) => entry.id !== id));
  }

  retry(id: string): Promise<void> {
    this.#write(this.#read().map((item) => (item.entry.id === id ? { entry: item.entry } : item)));
    return this.flush();
  }

  /** Sends what waits, in order, until one does not get through. */
  flush = async (): Promise<void> => {
    if (this.#sending) return;
    clearTimeout(this.#timer);
    this.#sending = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        try {
          this.confirmed = await Promise.race([this.#send(next), tooLong()]);
          this.drop(next.id);
          this.#failures = 0;
        } catch (thrown) {
          const problem = Problem.from(thrown);
          if (!final(problem)) return this.#later(problem);
          const { code, status, detail, text } = problem;
          const refused = { code, status, detail, ...(text && { text }) };
          this.#write(this.#read().map((item) => (item.entry.id === next!.id ? { ...item, refused } : item)));
        }
      }
    } finally {
      this.#sending = false;
    }
  };

  #next(): T | undefined {
    return this.#read().find(({ refused }) => !refused)?.entry;
  }

  #later(problem: Problem) {
    const wait = problem.retryAfter ? problem.retryAfter * 1000 : backoff(this.#failures++);
    this.#timer = setTimeout(this.flush, wait);
  }

  // Another tab may have added to what is kept, so it is read each time.
  #read(): Waiting<T>[] {
    try {
      return JSON.parse(this.#storage.getItem(this.#stored) ?? '[]') as Waiting<T>[];
    } catch {
      return [];
    }
  }

  #write(items: Waiting<T>[]) {
    this.#storage.setItem(this.#stored, JSON.stringify(items));
    this.waiting = items;
  }
}

export const outbox = new Outbox(localStorage, async (entry) => {
  const saved = await change<Entry>('POST', '/entries', entry);
  entered();
  return saved;
});
addEventListener('online', () => void outbox.flush());
void outbox.flush();

/** A random UUID (version 4); `crypto.randomUUID` is not there on pages served without TLS. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** An entry said now. `from` and `to` in ms. */
export function entryOf(workUnit: string, claim: Claim, from: number, to: number | null): NewEntry {
  const iso = (at: number) => new Date(at).toISOString();
  return { id: uuid(), workUnit, from: iso(from), to: to === null ? null : iso(to), saidAt: iso(clock.now()), claim };
}
