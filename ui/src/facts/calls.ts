import type { Call, CallKind, CallStep, NewCall, NewStep } from '../server/facts';
import type { Waiting } from './outbox.svelte';

/** A call or a step of one, on its way to the server. */
export type CallWord = NewCall | NewStep;

export type Ahead = 'coming' | 'there' | 'done';

/** The steps still to come, the next one first; a step may be left out. */
export function stepsAhead(call: Pick<Call, 'state'>): Ahead[] {
  const all: Ahead[] = ['coming', 'there', 'done'];
  return all.slice(all.indexOf(call.state as Ahead) + 1);
}

/** How long was waited for help to be there, or is up to now, ms. */
export function waited(call: Call, now: number): number {
  const there = call.steps.find(({ step }) => step === 'there' || step === 'done' || step === 'cancelled');
  return Math.max(0, (there ? Date.parse(there.at) : now) - Date.parse(call.calledAt));
}

/** Waiting in whole minutes that have passed, in s: a call is not urgent before its minutes say so. */
export function inMinutes(ms: number): number {
  const seconds = Math.floor(ms / 1000);
  return seconds < 120 ? seconds : seconds - (seconds % 60);
}

/** How long help took once it was there, or does up to now, ms; undefined while it is awaited. */
export function helped(call: Call, now: number): number | undefined {
  const at = (wanted: CallStep) => call.steps.find(({ step }) => step === wanted)?.at;
  const there = at('there');
  if (there === undefined) return undefined;
  const done = at('done');
  return Math.max(0, (done === undefined ? now : Date.parse(done)) - Date.parse(there));
}

export type Urgency = 'waiting' | 'urgent' | 'veryUrgent' | 'there';

/** The glyph of each; colour only repeats it. */
export const LOOK_OF = { waiting: 'action', urgent: 'warning', veryUrgent: 'alarm', there: 'setup' } as const satisfies Record<Urgency, string>;

/** How a call shows; `escalateAfter` in s. */
export function urgency(call: Call, now: number, escalateAfter: readonly number[]): Urgency {
  if (call.state === 'there') return 'there';
  const seconds = waited(call, now) / 1000;
  const [first = 300, second = 900] = escalateAfter;
  return seconds >= second ? 'veryUrgent' : seconds >= first ? 'urgent' : 'waiting';
}

const isCall = (word: CallWord): word is NewCall => 'kind' in word;

/** The open calls as they will be once the server has what waits here. */
export function withWaiting(calls: readonly Call[], waiting: readonly Waiting<CallWord>[], author: string): Call[] {
  const open = new Map(calls.map((call) => [call.id, call]));
  for (const { entry, refused } of waiting) {
    if (refused) continue;
    if (isCall(entry)) {
      const there = open.has(entry.id) || [...open.values()].some(({ workUnit, kind }) => workUnit === entry.workUnit && kind === entry.kind);
      if (!there) {
        const steps = [{ step: 'called' as const, at: entry.saidAt, author }];
        open.set(entry.id, { id: entry.id, workUnit: entry.workUnit, kind: entry.kind, state: 'called', calledAt: entry.saidAt, steps });
      }
    } else {
      const call = open.get(entry.call);
      if (!call) continue;
      if (entry.step === 'done' || entry.step === 'cancelled') open.delete(entry.call);
      else open.set(entry.call, { ...call, state: entry.step, steps: [...call.steps, { step: entry.step, at: entry.saidAt, author }] });
    }
  }
  return [...open.values()];
}

/** The open calls once the server has answered with one of them. */
export function withAnswer(calls: readonly Call[], call: Call): Call[] {
  const over = call.state === 'done' || call.state === 'cancelled';
  const known = calls.some(({ id }) => id === call.id);
  if (over) return calls.filter(({ id }) => id !== call.id);
  return known ? calls.map((each) => (each.id === call.id ? call : each)) : [...calls, call];
}

/** The calls of one machine, one of each kind at most. */
export function callsOf(calls: readonly Call[], machine: string): Map<CallKind, Call> {
  return new Map(calls.filter(({ workUnit }) => workUnit === machine).map((call) => [call.kind, call]));
}

/** Calls for help that met a stop, in ms; `to` is null while it lasts. */
export function during(calls: readonly Call[], machine: string, from: number, to: number | null): Call[] {
  return calls.filter((call) => {
    if (call.workUnit !== machine || call.state === 'cancelled') return false;
    const done = call.steps.find(({ step }) => step === 'done')?.at;
    return Date.parse(call.calledAt) < (to ?? Number.POSITIVE_INFINITY) && (done === undefined || Date.parse(done) > from);
  });
}
