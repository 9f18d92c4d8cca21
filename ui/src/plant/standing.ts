import { live } from '../live/live.svelte';
import type { LiveSignal } from '../live/signal.svelte';
import type { Band, Connection, Meaning, Signal, SignalState } from '../server/shapes';
import { plant } from './plant.svelte';

/**
 * What may be said of a signal's value now. `noData` is a lack of knowledge, not a fault of the process: the link to the
 * server, the connection to the source, or the source's own verdict is missing.
 */
export type Standing = 'waiting' | 'good' | 'uncertain' | 'noData';

export function standing(signal: Signal, now: LiveSignal): Standing {
  const latest = now.latest;
  if (!live.up) return latest ? 'noData' : 'waiting';
  const connection = plant.byConnection.get(signal.connection);
  if (connection && connection.state !== 'connected') return 'noData';
  if (plant.refused.has(signal.key)) return 'noData';
  if (!latest) return 'waiting';
  if (latest.quality === 'bad' || latest.value === null) return 'noData';
  return latest.quality;
}

/** What a state signal's code means; undefined for a code nobody named. */
export function stateOf(signal: Signal, value: unknown): SignalState | undefined {
  return value === null || value === undefined ? undefined : signal.states?.[String(value)];
}

/** A connection that nothing needs yet and that never answered, as a mistyped address leaves: nothing is lost by it. */
export function unused(connection: Connection): boolean {
  return connection.signals === 0 && connection.lastProofOfLife === undefined && connection.state !== 'connected';
}

/** How a machine looks: its state's meaning, or that nothing is known, or that a value needs a look. */
export type Look = Meaning | 'warning' | 'noData' | 'unknown';

export function outside(band: Band | undefined, value: unknown): boolean {
  return band !== undefined && typeof value === 'number' && (value < band.low || value > band.high);
}

/**
 * Whether a signal is outside its normal band and that means something: the band is that of a running machine, so one that
 * waits or is stopped does not deviate.
 */
export function deviates(signal: Signal): boolean {
  if (!signal.normal) return false;
  const now = live.signal(signal.key);
  if (standing(signal, now) === 'noData' || !outside(signal.normal, now.latest?.value)) return false;
  const state = plant.index.machineOf.get(signal.key)?.unit.signals.find(({ role }) => role === 'state');
  const named = state && stateOf(state, live.signal(state.key).latest?.value);
  return named === undefined || named.meaning === 'running';
}
