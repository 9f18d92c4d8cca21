import type { MachineShift } from '../../server/facts';

/** A station may be faster than planned, but hardly by more. */
const FASTER = 1.5;
/** What is entered now may have been made before the shift began, s. */
const BEFORE = 3600;

/**
 * Pieces that a station may have made by now and that nobody has entered: what it should have made in the shift, half as
 * much again, and an hour before it. Undefined without a planned cycle: nobody knows then.
 */
export function mostMade({ figures, now }: Pick<MachineShift, 'figures' | 'now'>): number | undefined {
  const cycle = now?.cycle;
  if (!cycle) return undefined;
  const before = (BEFORE / cycle.cycle) * cycle.partsPerCycle;
  return Math.max(0, Math.floor(FASTER * ((figures.should?.value ?? 0) + before) - (figures.made?.value ?? 0)));
}
