import { minutesOf, type Weekday } from './model';
import { WEEKDAYS } from './model';
import type { Finding } from './checks';
import { label, language, t } from '../../words/words.svelte';

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

/** Whether something ends on the day after it begins. */
export function endsNextDay(from: string, to: string): boolean {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  return begin !== undefined && end !== undefined && end <= begin;
}
