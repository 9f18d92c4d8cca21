/** Measurements of the server's clock that are kept; the one with the shortest way counts. */
const KEPT = 8;

/** The server's clock as seen from here: clocks of tablets are wrong, ages are not computed from them. */
export class ServerClock {
  /** How far the server's clock is ahead of ours, ms. */
  offset = $state(0);
  /** The server's time, once a second: for ages on pages. */
  second = $state(Date.now());

  #measured: { way: number; offset: number }[] = [];

  now(): number {
    return Date.now() + this.offset;
  }

  /** Takes an answer to a ping sent at `sent` and received at `received` (our clock, ms). */
  measure(sent: number, received: number, server: number): void {
    this.#measured.push({ way: received - sent, offset: server - (sent + received) / 2 });
    if (this.#measured.length > KEPT) this.#measured.shift();
    const best = this.#measured.reduce((a, b) => (b.way < a.way ? b : a));
    this.offset = Math.round(best.offset);
  }

  /** Starts the second hand; returns what stops it. */
  start(): () => void {
    const timer = setInterval(() => (this.second = this.now()), 1000);
    return () => clearInterval(timer);
  }
}

export const clock = new ServerClock();
