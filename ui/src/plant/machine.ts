import { live } from '../live/live.svelte';
import type { WorkUnit } from '../server/shapes';
import { label, t } from '../words/words.svelte';
import { withRole } from './plant.svelte';
import { deviates, standing, stateOf, type Look } from './standing';

export interface MachineNow {
  look: Look;
  /** What it is doing, in a word. */
  word: string;
  /** Since when, ms; undefined where that is not known. */
  since: number | undefined;
  /** Whether it is known to be running, deviating or not. */
  running: boolean;
}

/** What a machine is doing, as far as its signals tell. Read inside reactive code: it follows the live values. */
export function machineNow(unit: WorkUnit): MachineNow {
  const state = withRole(unit, 'state');
  const main = withRole(unit, 'main');
  const told = state ?? main ?? unit.signals[0];
  if (!told) return { look: 'unknown', word: t('state.noSignals'), since: undefined, running: false };
  const now = live.signal(told.key);
  const stands = standing(told, now);
  if (stands === 'noData') return { look: 'noData', word: t('state.noData'), since: live.lostAt ?? now.since ?? now.latest?.time, running: false };
  if (stands === 'waiting') return { look: 'unknown', word: t('state.waiting'), since: undefined, running: false };
  const named = state && stateOf(state, now.latest?.value);
  const astray = unit.signals.find(deviates);
  if (astray) {
    const word = t('state.outside', { signal: label(astray.name, astray.id) });
    return { look: 'warning', word, since: undefined, running: named?.meaning === 'running' };
  }
  if (!state) return { look: 'unknown', word: t('state.noState'), since: undefined, running: false };
  if (!named) return { look: 'unknown', word: t('codes.unsaid', { code: String(now.latest?.value) }), since: now.since, running: false };
  return { look: named.meaning, word: label(named.name), since: now.since, running: named.meaning === 'running' };
}
