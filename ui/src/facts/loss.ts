import type { Loss, LossBy } from '../server/facts';
import { plant } from '../plant/plant.svelte';
import { label, t } from '../words/words.svelte';
import { catalog } from './catalog.svelte';

/** What a loss is called; `named` leaves out the machine where the page says it anyway. */
export function lossName(loss: Loss, by: LossBy = 'reason', named = true): string {
  const kind = loss.kind === 'stop' ? catalog.reason(loss.key) : t(`losskind.${loss.kind}`);
  if (by === 'machine') return `${catalog.subject(loss.key ?? '')} · ${loss.kind === 'stop' ? t('losskind.stop') : kind}`;
  if (by === 'product') return `${loss.key === null ? t('product.none') : catalog.product(loss.key)} · ${loss.kind === 'stop' ? t('losskind.stop') : kind}`;
  if (by === 'shift') return `${shiftName(loss.key ?? '')} · ${loss.kind === 'stop' ? t('losskind.stop') : kind}`;
  return named && loss.machine !== null ? `${kind} · ${catalog.subject(loss.machine)}` : kind;
}

/** A shift by its id in the calendar. */
export function shiftName(id: string): string {
  const shift = plant.site?.calendar.shifts.find((each) => each.id === id);
  return label(shift?.name, id);
}

/** What makes a bar of a Pareto unique. */
export function lossKey(loss: Loss): string {
  return `${loss.kind}:${loss.key ?? 'none'}`;
}
