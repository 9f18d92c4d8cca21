import { get } from '../server/api';
import type { FactsNews } from '../server/facts';
import type { Connection, LatestValue, Page } from '../server/shapes';
import { backoff } from './backoff';
import { clock } from './clock.svelte';
import { readFrame } from './frame';
import { LiveSignal, qualityOf } from './signal.svelte';

/** Most signals one socket carries. */
export const MOST_SIGNALS = 2000;
/** Without a frame for this long the link is late: the server sends one at least every 5 s. */
const LATE = 7_000;
/** Without a frame for this long the link is given up and made anew. */
const DEAD = 15_000;
const PING_EVERY = 10_000;
/** Signals asked for in one request. */
const CHUNK = 200;

export type LinkState = 'connecting' | 'live' | 'delayed' | 'reconnecting' | 'offline';

export type ConnectionNews = Pick<Connection, 'id' | 'state' | 'since'> & Partial<Connection>;

type Told = { type: string; [name: string]: unknown };

/**
 * The one link that brings live values to this tab. Views say what they watch; the set is sent when it changes, again
 * after each reconnect, and what a hole in the frames hid is read from the server.
 */
export class Live {
  state = $state<LinkState>('connecting');
  /** When the link was lost, ms of the server's clock. */
  lostAt = $state<number | undefined>();
  attempt = $state(0);
  /** For how long nothing was heard while the link is late, s. */
  lateBy = $state(0);
  /** Counts holes in the stream; charts that see it change read their history again. */
  holes = $state(0);

  onConnections: (items: ConnectionNews[]) => void = () => {};
  onPlant: (version: number) => void = () => {};
  onFacts: (news: FactsNews) => void = () => {};
  onCalls: () => void = () => {};

  readonly #signals = new Map<string, LiveSignal>();
  #byRef = new Map<number, LiveSignal>();
  #asked = new Set<string>();
  #socket: WebSocket | undefined;
  #seq: number | undefined;
  #heard = 0;
  #sendTimer: ReturnType<typeof setTimeout> | undefined;
  #reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  #pulse: ReturnType<typeof setInterval> | undefined;
  #pinged = 0;

  start(): void {
    if (this.#pulse) return;
    this.#pulse = setInterval(() => this.#check(), 1000);
    addEventListener('online', this.#reconnectNow);
    this.#connect();
  }

  stop(): void {
    clearInterval(this.#pulse);
    this.#pulse = undefined;
    clearTimeout(this.#reconnectTimer);
    removeEventListener('online', this.#reconnectNow);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    this.state = 'connecting';
    this.lostAt = undefined;
    this.#signals.clear();
    this.#byRef.clear();
    this.#asked.clear();
  }

  /** Whether the server tells what is: now, or a few seconds late. */
  get up(): boolean {
    return this.state === 'live' || this.state === 'delayed';
  }

  signal(key: string): LiveSignal {
    let signal = this.#signals.get(key);
    if (!signal) {
      signal = new LiveSignal(key);
      this.#signals.set(key, signal);
    }
    return signal;
  }

  /** Asks for these signals as long as the view stands; returns what ends it. */
  watch(keys: readonly string[]): () => void {
    for (const key of keys) this.signal(key).watchers++;
    this.#changed();
    return () => {
      for (const key of keys) this.signal(key).watchers--;
      this.#changed();
    };
  }

  #changed() {
    this.#sendTimer ??= setTimeout(() => {
      this.#sendTimer = undefined;
      this.#subscribe();
    }, 40);
  }

  #wanted(): string[] {
    const wanted: string[] = [];
    for (const signal of this.#signals.values()) {
      if (signal.watchers > 0 && wanted.length < MOST_SIGNALS) wanted.push(signal.key);
    }
    return wanted;
  }

  #subscribe() {
    const wanted = this.#wanted();
    const fresh = wanted.filter((key) => !this.#asked.has(key));
    this.#asked = new Set(wanted);
    this.#send({ subscribe: wanted });
    void this.#catchUp(fresh);
  }

  /** Reads the newest values, with since when they hold: the stream only tells what changes from now on. */
  async #catchUp(keys: string[]) {
    for (let i = 0; i < keys.length; i += CHUNK) {
      try {
        const page = await get<Page<LatestValue>>('/latest', { signals: keys.slice(i, i + CHUNK).join(',') });
        for (const item of page.items) this.#take(item);
      } catch {
        return; // The stream brings the values all the same; only "since" starts from here.
      }
    }
  }

  #take(item: LatestValue) {
    if (!item.time) return;
    const status = item.quality === 'good' ? 0 : item.quality === 'uncertain' ? 0x40000000 : 0x80000000;
    const signal = this.signal(item.signal);
    const time = Date.parse(item.time);
    const since = item.since ? Date.parse(item.since) : undefined;
    if (signal.latest && signal.latest.time > time) {
      const same = String(signal.latest.value) === String(item.value);
      if (same && since !== undefined) signal.hold(since);
      return;
    }
    signal.accept({ time, value: item.value, status, quality: item.quality }, since);
  }

  #send(message: unknown) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #reconnectNow = () => {
    if (this.#socket || !this.#pulse) return;
    clearTimeout(this.#reconnectTimer);
    this.#connect();
  };

  #connect() {
    const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + '/api/v1/live');
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#heard = Date.now();
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => {
      if (this.#socket === socket) this.#hear(event.data);
    };
    socket.onclose = () => {
      if (this.#socket === socket) this.#lost();
    };
  }

  #opened() {
    this.#heard = Date.now();
    this.#seq = undefined;
    this.#byRef.clear();
    if (this.attempt > 0) this.holes++;
    this.attempt = 0;
    this.lostAt = undefined;
    this.state = 'live';
    this.#asked.clear();
    this.#subscribe();
    this.#ping();
  }

  #lost() {
    this.#socket = undefined;
    this.lostAt ??= clock.now();
    this.state = navigator.onLine ? 'reconnecting' : 'offline';
    this.#reconnectTimer = setTimeout(() => this.#pulse && this.#connect(), backoff(this.attempt));
    this.attempt++;
    if (this.attempt > 5) this.state = 'offline';
  }

  #check() {
    if (!this.#socket || this.#socket.readyState !== WebSocket.OPEN) return;
    const silent = Date.now() - this.#heard;
    if (silent > DEAD) {
      const socket = this.#socket;
      this.#lost();
      socket.close();
      return;
    }
    this.state = silent > LATE ? 'delayed' : 'live';
    this.lateBy = Math.round(silent / 1000);
    if (Date.now() - this.#pinged > PING_EVERY) this.#ping();
  }

  #ping() {
    this.#pinged = Date.now();
    this.#send({ ping: this.#pinged });
  }

  #hear(data: unknown) {
    this.#heard = Date.now();
    if (this.state === 'delayed') this.state = 'live';
    if (data instanceof ArrayBuffer) this.#frame(data);
    else if (typeof data === 'string') this.#told(JSON.parse(data) as Told);
  }

  #frame(data: ArrayBuffer) {
    const header = readFrame(data, (ref, time, value, status) => {
      this.#byRef.get(ref)?.accept({ time, value, status, quality: qualityOf(status) });
    });
    if (!header) return;
    if (this.#seq !== undefined && header.seq !== (this.#seq + 1) >>> 0) this.holes++;
    this.#seq = header.seq;
  }

  #told(message: Told) {
    switch (message.type) {
      case 'dictionary':
        this.#byRef = new Map(
          Object.entries(message['signals'] as Record<string, number>).map(([key, ref]) => [ref, this.signal(key)]),
        );
        break;
      case 'texts':
        for (const item of message['items'] as { ref: number; time: number; text: string | null; status: number }[]) {
          const { time, text, status } = item;
          this.#byRef
            .get(item.ref)
            ?.accept({ time: time / 1000, value: text, status, quality: qualityOf(status) });
        }
        break;
      case 'connections':
        this.onConnections(message['items'] as ConnectionNews[]);
        break;
      case 'plant':
        this.onPlant(message['version'] as number);
        break;
      case 'facts':
        this.onFacts(message as unknown as FactsNews);
        break;
      case 'calls':
        this.onCalls();
        break;
      case 'pong':
        clock.measure(Number(message['ping']), Date.now(), Date.parse(String(message['now'])));
        break;
    }
  }
}

export const live = new Live();
