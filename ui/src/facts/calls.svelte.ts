import { untrack } from 'svelte';
import { clock } from '../live/clock.svelte';
import { live } from '../live/live.svelte';
import { change, get } from '../server/api';
import type { Call, CallKind, Calls, CallStep } from '../server/facts';
import { Resource } from '../server/resource.svelte';
import { session } from '../server/session.svelte';
import { withAnswer, withWaiting, type CallWord } from './calls';
import { Outbox, uuid } from './outbox.svelte';

/** Read beside what the live link tells, in case that is down, ms. */
const EVERY = 15_000;

function send(word: CallWord): Promise<Call> {
  if ('kind' in word) return change('POST', '/calls', word);
  const { call, step, saidAt } = word;
  return change('POST', `/calls/${encodeURIComponent(call)}/steps`, { step, saidAt });
}

/** The open calls for help, kept current for the pages that show them. */
class OpenCalls {
  readonly outbox = new Outbox<CallWord, Call>(localStorage, (word) => this.#send(word), 'factfloor.calls');
  readonly resource = new Resource<Calls>((signal) => get('/calls', {}, signal));
  #open = $derived(withWaiting(this.resource.data?.items ?? [], this.outbox.waiting, session.user?.user ?? ''));
  #followers = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** The oldest first. */
  get open(): Call[] {
    return this.#open;
  }

  get escalateAfter(): number[] {
    return this.resource.data?.escalateAfter ?? [];
  }

  /** Keeps them current as long as a page shows them; returns what ends it. */
  follow(): () => void {
    if (this.#followers++ === 0) {
      live.onCalls = () => void this.resource.load();
      this.#timer = setInterval(() => document.hidden || void this.resource.load(), EVERY);
      // The view that begins to follow does not follow what is read by doing so.
      untrack(() => void this.resource.load());
    }
    return () => {
      if (--this.#followers > 0) return;
      live.onCalls = () => {};
      clearInterval(this.#timer);
      this.resource.stop();
    };
  }

  async call(workUnit: string, kind: CallKind): Promise<void> {
    await this.outbox.say({ id: uuid(), workUnit, kind, saidAt: new Date(clock.now()).toISOString() });
  }

  async step(call: string, step: CallStep): Promise<void> {
    await this.outbox.say({ id: `${call}:${step}`, call, step, saidAt: new Date(clock.now()).toISOString() });
  }

  /** What the server answers is known at once; what others said meanwhile comes with the next reading. */
  async #send(word: CallWord): Promise<Call> {
    const call = await send(word);
    if (this.resource.data) this.resource.data = { ...this.resource.data, items: withAnswer(this.resource.data.items, call) };
    return call;
  }
}

export const calls = new OpenCalls();
addEventListener('online', () => void calls.outbox.flush());
void calls.outbox.flush();
