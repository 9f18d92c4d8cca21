import type { Label } from '../../server/shapes';

/** A calendar as the server tells and takes it: local times as `07:30`, dates as `2026-10-01`. */
export interface Calendar extends WeekPlan {
  zone: string;
  dayStart: string;
  exceptions: DayException[];
  changes: Change[];
}

export interface WeekPlan {
  shifts: Shift[];
  plannedStops: PlannedStop[];
}

/** A later week plan. */
export interface Change extends WeekPlan {
  validFrom: string;
}

export interface Shift {
  id: string;
  name: Label;
  from: string;
  to: string;
  days: Weekday[];
  breaks: Break[];
}

export interface Break {
  name: Label;
  from: string;
  to: string;
  runsThrough: boolean;
}

export interface PlannedStop {
  name: Label;
  from: string;
  to: string;
  days: Weekday[];
}

export interface DayException {
  from: string;
  to: string;
  name: Label;
  kind: 'closed' | 'worksAs';
  day?: Weekday;
}

/** A production day as planned; start, end, from and to are instants. */
export interface Day {
  date: string;
  start: string;
  end: string;
  hours: number;
  shifts: Run[];
  exception?: DayException;
  plannedMinutes: number;
}

export interface Run {
  id: string;
  name: Label;
  from: string;
  to: string;
  spans: Span[];
}

export type TimeClass = 'planned' | 'break' | 'plannedStop';

export interface Span {
  from: string;
  to: string;
  timeClass: TimeClass;
  name?: Label;
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Minutes after midnight of `07:30`; undefined for what is no time. */
export function minutesOf(time: string): number | undefined {
  return TIME.test(time) ? Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) : undefined;
}

/** What a person typed as a time: `6`, `630` and `6.30` are `06:00` and `06:30`; anything else stays as it is. */
export function timeText(typed: string): string {
  const match = /^(\d{1,2})(?:[:.\uff1ah]?([0-5]\d))?h?$/.exec(typed.trim());
  const time = match ? `${match[1]!.padStart(2, '0')}:${match[2] ?? '00'}` : '';
  return minutesOf(time) === undefined ? typed.trim() : time;
}

/** A name after a person wrote `text` in one language; the other language stays where it says something else. */
export function renamed(name: Label, text: string, language: 'en' | 'zh'): Label {
  return name.en === name.zh ? { en: text, zh: text } : { ...name, [language]: text };
}

/** An id nothing has yet: `shift-2`. */
export function freeId(taken: readonly string[], base: string): string {
  let number = 1;
  while (taken.includes(`${base}-${number}`)) number++;
  return `${base}-${number}`;
}

/** A calendar as it is sent: names without a text are left out, so that they get a usual one. */
export function sent(calendar: Calendar): unknown {
  const named = <T extends { name: Label }>(thing: T) => {
    const texts = Object.entries(thing.name).filter(([, text]) => text?.trim());
    const { name: _, ...rest } = thing;
    return texts.length > 0 ? { ...rest, name: Object.fromEntries(texts) } : rest;
  };
  const plan = (week: WeekPlan) => ({
    shifts: week.shifts.map((shift) => named({ ...shift, breaks: shift.breaks.map(named) as Break[] })),
    plannedStops: week.plannedStops.map(named),
  });
  return {
    zone: calendar.zone,
    dayStart: calendar.dayStart,
    ...plan(calendar),
    exceptions: calendar.exceptions.map(named),
    changes: calendar.changes.map((change) => ({ validFrom: change.validFrom, ...plan(change) })),
  };
}

/** Half an hour after four hours of a shift; in the middle of one that is too short for it. */
export function usualBreak({ from, to }: Pick<Shift, 'from' | 'to'>): { from: string; to: string } {
  const start = minutesOf(from) ?? 0;
  const length = ((minutesOf(to) ?? start) - start + 1440) % 1440 || 1440;
  const lasts = Math.min(30, length);
  const begin = start + Math.min(240, Math.floor((length - lasts) / 2 / 5) * 5);
  const time = (minutes: number) => `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return { from: time(begin), to: time(begin + lasts) };
}
