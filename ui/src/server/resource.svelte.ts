import { untrack } from 'svelte';
import { Problem } from './problem';

/** Longest wait between two tries of its own accord, ms. */
const LONGEST_WAIT = 30_000;

/**
 * Something read from the server that a page shows: what is known, whether it is being read, and why it could not be.
 * After a failure it keeps what it had and tries again by itself.
 */
export class Resource<T> {
  data = $state.raw<T | undefined>();
  problem = $state.raw<Problem | undefined>();
  loading = $state(false);
  /** Wall time of the next try after a failure, ms. */
  retryAt = $state<number | undefined>();

  readonly #read: (signal: AbortSignal) => Promise<T>;
  #running: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(read: (signal: AbortSignal) => Promise<T>) {
    this.#read = read;
  }

  /** Reads anew; an older read still running is dropped. */
  load = async (): Promise<void> => {
    this.#running?.abort();
    clearTimeout(this.#timer);
    const running = new AbortController();
    this.#running = running;
    this.loading = true;
    try {
      const data = await this.#read(running.signal);
      if (this.#running !== running) return;
      this.data = data;
      this.problem = undefined;
      this.retryAt = undefined;
      this.#failures = 0;
    } catch (thrown) {
      if (this.#running !== running || running.signal.aborted) return;
      this.problem = Problem.from(thrown);
      this.#retryLater();
    } finally {
      if (this.#running === running) this.loading = false;
    }
  };

  #retryLater() {
    const refused = this.problem !== undefined && this.problem.status >= 400 && this.problem.status < 500;
    if (refused) return;
    const wait = Math.min(LONGEST_WAIT, 2000 * 2 ** this.#failures++);
    this.retryAt = Date.now() + wait;
    this.#timer = setTimeout(this.load, wait);
  }

  /**
   * Reads now and then every `ms` while the page is visible, for an effect to return: what is returned ends and stops it.
   * After a failure the next try comes when {@link retryAt} says. The effect does not depend on what is read: an answer,
   * or what a question is made of, would begin it anew, and that would ask again at once.
   */
  every = (ms: number): (() => void) => {
    untrack(() => void this.load());
    const timer = setInterval(() => document.hidden || this.retryAt !== undefined || void this.load(), ms);
    return () => {
      clearInterval(timer);
      this.stop();
    };
  };

  /** Stops reading and retrying. */
  stop = () => {
    this.#running?.abort();
    this.#running = undefined;
    clearTimeout(this.#timer);
    this.retryAt = undefined;
    this.loading = false;
  };
}
