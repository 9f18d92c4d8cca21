import type { Loss, LossBy } from '../server/facts';
import { plant } from '../plant/plant.svelte';
import { label, t } from '../words/words.svelte';
import { catalog } from './catalog.svelte';

/** What a loss is called; grouped by other things than reasons, the largest kind in it is told, too. */
export function lossName(loss: Loss, by: LossBy = 'reason'): string {
  const kind = t(`losskind.${loss.kind}`);
  if (by === 'reason' && loss.kind === 'setup') return loss.key === null ? t('losses.setupNoReason') : catalog.reason(loss.key);
  if (by === 'reason') return loss.kind === 'stop' ? catalog.reason(loss.key) : kind;
  return t('losses.mostly', { name: groupName(loss.key, by), kind });
}

/** What losses are grouped by: a machine, shift or product; null for those without. */
export function groupName(key: string | null, by: LossBy): string {
  if (key === null) return t(by === 'product' ? 'product.none' : 'losses.noShift');
  if (by === 'product') return catalog.product(key);
  return by === 'shift' ? shiftName(key) : catalog.subject(key);
}

/** A shift by its id in the calendar. */
export function shiftName(id: string): string {
  const shift = plant.site?.calendar.shifts.find((each) => each.id === id);
  return label(shift?.name, id);
}

/** What makes a bar of a Pareto unique; the largest kind of a group may change. */
export function lossKey(loss: Loss, by: LossBy = 'reason'): string {
  return by === 'reason' ? `${loss.kind}:${loss.key ?? 'none'}` : `${by}:${loss.key ?? 'none'}`;
}
