import { DAY, HOUR } from '../charts/range';
import type { Staffing } from '../server/facts';

export const STAFFINGS: readonly Staffing[] = ['notStaffed', 'noJob', 'overtime', 'unattended'];

/** Until when staffing may be said in one tap, ms; null until further notice. */
export interface End {
  word: 'shiftEnd' | 'nextShift' | 'nextShiftEnd' | 'hours' | 'notice';
  to: number | null;
}

export interface Shifts {
  now: number;
  /** The shift of now and the one after, ms. */
  shift: { from: number; to: number } | undefined;
  next: { from: number; to: number } | undefined;
}

/**
 * The ends worth a button, the usual one first. Nobody being there lasts as a shift does or until further notice;
 * overtime goes on some hours after the shift; a machine is left alone until people come again.
 */
export function endsOf(staffing: Staffing, { now, shift, next }: Shifts): End[] {
  const ends: End[] = [];
  const add = (word: End['word'], to: number | null | undefined) => {
    if (to === undefined || (to !== null && (to <= now || ends.some((end) => end.to === to)))) return;
    ends.push({ word, to });
  };
  switch (staffing) {
    case 'notStaffed':
    case 'noJob':
      add('shiftEnd', shift?.to);
      add('nextShift', shift ? undefined : next?.from);
      add('nextShiftEnd', next?.to);
      add('notice', null);
      break;
    case 'overtime': {
      const base = shift?.to ?? Math.floor(now / HOUR) * HOUR;
      const most = Math.min(next?.from ?? Number.POSITIVE_INFINITY, base + DAY);
      for (const hours of [1, 2, 4]) if (base + hours * HOUR <= most) add('hours', base + hours * HOUR);
      if (next && next.from > base) add('nextShift', next.from);
      break;
    }
    case 'unattended':
      add('nextShift', next?.from);
      add('shiftEnd', shift?.to);
      break;
  }
  return ends.slice(0, 3);
}
