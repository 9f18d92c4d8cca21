import type { MachineNow } from '../../server/facts';
import type { WorkUnit } from '../../server/shapes';

/** Something a person has to say before a machine has a timeline, pieces against target, and OEE. */
export interface Step {
  id: 'read' | 'codes' | 'shifts' | 'product' | 'cycle' | 'confirm';
  done: boolean;
}

/**
 * The steps in the order in which they build on each other; none for a machine that makes no pieces.
 *
 * @param shifts how many shifts the site has
 * @param now what the machine does and makes; null where that is not known
 * @param meaningless whether some code of its state signal has no meaning
 */
export function stepsOf(unit: WorkUnit, shifts: number, now: MachineNow | null, meaningless: boolean): Step[] {
  if (unit.production === 'support' || unit.production === 'utility') return [];
  const told = unit.signals.some(({ role }) => role === 'state');
  const steps: Step[] = [{ id: 'read', done: unit.production !== undefined }];
  if (told) steps.push({ id: 'codes', done: !meaningless });
  steps.push({ id: 'shifts', done: shifts > 0 });
  steps.push({ id: 'product', done: (now?.product ?? null) !== null });
  steps.push({ id: 'cycle', done: (now?.cycle ?? null) !== null });
  steps.push({ id: 'confirm', done: now?.cycle?.confirmed === true });
  return steps;
}
