import type { StripPaint } from '../charts/Strip.svelte';
import type { Figure, MachineNow, Measure, State, StripPart, TimeUse, Why } from '../server/facts';
import type { Look } from '../plant/standing';
import { grouped, lasting, NONE, percent, pieces, THIN } from '../words/format';
import { known, t } from '../words/words.svelte';

/** A figure's value in its unit, as a page shows it. */
export function figureText(figure: { value: number | null | undefined; unit: Figure['unit'] } | undefined): string {
  if (figure?.value === null || figure?.value === undefined) return NONE;
  switch (figure.unit) {
    case 's':
      return lasting(figure.value);
    case '{piece}':
      return pieces(figure.value);
    case '1':
      return percent(figure.value);
    case '{count}':
      return grouped(String(figure.value));
  }
}

/** The same in full, for a receipt: seconds to the ms, ratios with two places. */
export function exactText(value: number | null | undefined, unit: Figure['unit']): string {
  if (value === null || value === undefined) return NONE;
  const text = (places: number) => grouped(String(Number(value.toFixed(places))));
  switch (unit) {
    case 's':
      return text(3) + THIN + 's';
    case '{piece}':
      return text(3);
    case '1':
      return grouped((value * 100).toFixed(2)) + THIN + '%';
    case '{count}':
      return grouped(String(value));
  }
}

export function measureName(measure: Measure): string {
  return t(`measure.${measure}`);
}

/** Why there is no value; a reason this version does not know is told in general words. */
export function whyText(why: Why | null): string {
  const key = `why.${why}`;
  return known(key) ? t(key) : t('why.other');
}

export function stateWord(state: State): string {
  return t(`doing.${state}`);
}

/** What a machine does now, as its look says it: standing for a moment is not the stop that the legend names. */
export function doingWord({ state, use }: Pick<MachineNow, 'state' | 'use'>): string {
  return state === 'stopped' && use === 'shortStop' ? t('doing.shortStop') : stateWord(state);
}

/** How a stretch of time is painted. */
export type Paint = StripPaint | 'none';

const PAINTS: Record<TimeUse, Paint> = {
  run: 'running',
  shortStop: 'idle',
  stop: 'stopped',
  setup: 'setup',
  noData: 'noData',
  notPlanned: 'none',
};

/** Outside planned time nothing is a loss, so only what ran is painted. */
export function paintOf(part: Pick<StripPart, 'state' | 'use'>): Paint {
  return part.use === 'notPlanned' && part.state === 'running' ? 'running' : PAINTS[part.use];
}

const LOOKS: Record<State, Look> = {
  running: 'running',
  noParts: 'warning',
  idle: 'idle',
  changeover: 'setup',
  maintenance: 'setup',
  stopped: 'stopped',
  off: 'off',
  noData: 'noData',
  manual: 'unknown',
};

/** How a machine looks: only what costs planned time asks to be looked at. */
export function lookOf(now: MachineNow): Look | 'action' {
  if (now.reasonMissing) return 'action';
  if (now.waiting !== null && now.reason === null) return 'idle';
  if (now.use === 'stop') return now.reason === null ? LOOKS[now.state] : 'stopped';
  if (now.timeClass !== 'planned' && now.state !== 'running') return now.state === 'noData' ? 'off' : LOOKS[now.state] === 'stopped' ? 'off' : LOOKS[now.state];
  return now.state === 'stopped' && now.use === 'shortStop' ? 'idle' : LOOKS[now.state];
}
