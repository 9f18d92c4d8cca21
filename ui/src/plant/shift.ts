import { time } from '../words/format';
import type { Shift } from '../server/shapes';

const DAY = 86_400_000;

function minutes(clock: string): number {
  const [hours = 0, mins = 0] = clock.split(':').map(Number);
  return hours * 60 + mins;
}

/**
 * How far a shift is: the part that is done, 0 to 1, and the ms left. Counted on the plant's wall clock; a shift may
 * pass midnight.
 */
export function progress(shift: Pick<Shift, 'from' | 'to'>, now: number, zone: string): { done: number; left: number } {
  const [hours = 0, mins = 0, seconds = 0] = time(now, zone, true).split(':').map(Number);
  const wall = ((hours * 60 + mins) * 60 + seconds) * 1000;
  const from = minutes(shift.from) * 60_000;
  const length = (minutes(shift.to) * 60_000 - from + DAY - 1) % DAY + 1;
  const passed = (wall - from + DAY) % DAY;
  return { done: Math.min(1, passed / length), left: Math.max(0, length - passed) };
}
