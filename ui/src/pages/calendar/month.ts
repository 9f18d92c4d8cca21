import { WEEKDAYS, type Day, type Run, type TimeClass, type Weekday } from './model';

const DAY_MS = 86_400_000;

/** The date some days later; dates are plain, so UTC serves for reckoning. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The month `2026-10` some months later. */
export function plusMonths(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

export function weekdayOf(date: string): Weekday {
  return WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!;
}

/** The dates of the whole weeks, Monday first, that a month touches. */
export function weeksOf(month: string): string[] {
  const dates: string[] = [];
  let date = plusDays(`${month}-01`, -WEEKDAYS.indexOf(weekdayOf(`${month}-01`)));
  const end = `${plusMonths(month, 1)}-01`;
  while (date < end || dates.length % 7 !== 0) {
    dates.push(date);
    date = plusDays(date, 1);
  }
  return dates;
}

/** A piece of a day's track; from and to are shares of the day, 0 to 1. */
export interface Bar {
  from: number;
  to: number;
  timeClass: TimeClass;
  run: Run;
  /** Whether the shift begins here. */
  first: boolean;
}

/** What is planned between the start and the end of a day, with what the day before still has running. */
export function barsOf(day: Day, before: Day | undefined): Bar[] {
  const start = Date.parse(day.start);
  const length = Date.parse(day.end) - start;
  const share = (instant: string) => Math.min(1, Math.max(0, (Date.parse(instant) - start) / length));
  return [...(before?.shifts ?? []), ...day.shifts]
    .flatMap((run) =>
      run.spans.map((span) => ({
        from: share(span.from),
        to: share(span.to),
        timeClass: span.timeClass,
        run,
        first: span.from === run.from && Date.parse(run.from) >= start,
      })),
    )
    .filter((bar) => bar.to > bar.from);
}
