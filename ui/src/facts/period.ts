import { date, instantOf } from '../words/format';

/** A stretch of time by name, as an address says it, or days from one to another (both included). */
export type PeriodName = 'shift' | 'day' | 'yesterday' | '7d' | '30d' | 'days';
export const PERIODS: readonly PeriodName[] = ['shift', 'day', 'yesterday', '7d', '30d', 'days'];

export interface Clockwork {
  /** ms */
  now: number;
  zone: string;
  /** When a production day begins, local `HH:MM`. */
  dayStart: string;
  /** The shift of now, ms. */
  shift: { from: number; to: number } | undefined;
}

/** A date some days later. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** When a production day begins, ms. */
export function dayBegin(day: string, clockwork: Pick<Clockwork, 'zone' | 'dayStart'>): number {
  return instantOf(`${day}T${clockwork.dayStart}`, clockwork.zone);
}

/** The production day an instant lies in. */
export function productionDay(at: number, clockwork: Pick<Clockwork, 'zone' | 'dayStart'>): string {
  const day = date(at, clockwork.zone);
  return at < dayBegin(day, clockwork) ? plusDays(day, -1) : day;
}

export function periodName(query: URLSearchParams): PeriodName {
  const name = query.get('period') as PeriodName;
  return PERIODS.includes(name) ? name : 'shift';
}

/** The named stretch, ms; what has not happened yet is left out by the server. Undefined for days that are none. */
export function periodOf(name: PeriodName, clockwork: Clockwork, days: { first: string | null; last: string | null }): { from: number; to: number } | undefined {
  const today = productionDay(clockwork.now, clockwork);
  const span = (first: string, last: string) => {
    const from = dayBegin(first, clockwork);
    const to = dayBegin(plusDays(last, 1), clockwork);
    return from < to ? { from, to } : undefined;
  };
  switch (name) {
    case 'shift':
      return clockwork.shift ?? span(today, today);
    case 'day':
      return span(today, today);
    case 'yesterday':
      return span(plusDays(today, -1), plusDays(today, -1));
    case '7d':
      return span(plusDays(today, -6), today);
    case '30d':
      return span(plusDays(today, -29), today);
    case 'days': {
      const valid = /^\d{4}-\d{2}-\d{2}$/;
      return valid.test(days.first ?? '') && valid.test(days.last ?? '') ? span(days.first!, days.last!) : undefined;
    }
  }
}
