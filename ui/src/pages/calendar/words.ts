import { minutesOf, WEEKDAYS, type Calendar, type Weekday } from './model';
import type { Finding } from './checks';
import { label, language, t, type Key } from '../../words/words.svelte';

/** A Monday to name weekdays by. */
const MONDAY = Date.UTC(2024, 0, 1);

/** A weekday in the pages' language; narrow is one sign in Chinese and three letters in English. */
export function weekdayText(day: Weekday, form: 'long' | 'short' | 'narrow' = 'short'): string {
  const at = MONDAY + WEEKDAYS.indexOf(day) * 86_400_000;
  const weekday = form === 'narrow' && language() === 'en' ? 'short' : form;
  return new Intl.DateTimeFormat(language(), { weekday, timeZone: 'UTC' }).format(at);
}

/** `October 2026` of `2026-10`. */
export function monthText(month: string): string {
  return new Intl.DateTimeFormat(language(), { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(Date.parse(`${month}-01T00:00:00Z`));
}

/** A finding as a sentence. */
export function findingText({ key, other, day }: Finding): string {
  const from = other && 'id' in other ? other.id : (other?.from ?? '');
  return t(key, { other: label(other?.name, from), day: day ? weekdayText(day, 'long') : '' });
}

/** The words for the fields that changes name. */
const FIELDS: Record<string, Key> = {
  zone: 'calendar.zone',
  dayStart: 'calendar.dayStart',
  name: 'calendar.name',
  from: 'calendar.from',
  to: 'calendar.to',
  days: 'calendar.days',
  breaks: 'calendar.breaks',
  kind: 'calendar.kind',
};

/**
 * What a change is about, in people's words: `sites[s].calendar.changes[2027-01-01].shifts[day].to` is
 * `From 2027-01-01 · Day shift · To`.
 */
export function placeText(path: string, calendar: Calendar): string {
  const [, rest = ''] = /^sites\[[^\]]*\]\.calendar(?:\.(.*))?$/.exec(path) ?? [];
  if (rest === '') return path;
  const shifts = [calendar, ...calendar.changes].flatMap((plan) => plan.shifts);
  const words: string[] = [];
  for (const [, key = '', name] of rest.matchAll(/(\w+)(?:\[([^\]]*)\])?\.?/g)) {
    if (name === undefined) words.push(FIELDS[key] ? t(FIELDS[key]) : key);
    else if (key === 'changes') words.push(t('calendar.planFrom', { date: name }));
    else if (key === 'shifts') words.push(label(shifts.find(({ id }) => id === name)?.name, name));
    else words.push(`${t(key === 'exceptions' ? 'calendar.exception' : 'calendar.plannedStop')} ${name}`);
  }
  return words.join(' · ');
}

/** Whether something ends on the day after it begins. */
export function endsNextDay(from: string, to: string): boolean {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  return begin !== undefined && end !== undefined && end <= begin;
}
