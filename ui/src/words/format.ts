/** Figures, times and durations as people read them. Times are shown on the plant's own clock. */
import { t } from './words.svelte';

/** Narrow no-break space: between thousands, and between a figure and its unit. */
export const THIN = '\u202f';
/** Stands where there is no value. */
export const NONE = '\u2013';

/** A sample's value; a whole number beyond 2^53 is a bigint. */
export type Value = number | bigint | string | null;

/** Groups the digits before the decimal point by three. */
export function grouped(text: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  if (whole === '') return text;
  const digits = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN) : whole;
  return (sign ? '\u2212' : '') + digits + rest;
}

/** A measured number with as many places as its size deserves: 4 figures, at most 3 places. */
export function measured(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '\u221e' : '\u2212\u221e';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return value.toExponential(2).replace('-', '\u2212');
  const places = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 || size === 0 ? 2 : 3;
  return grouped(value.toFixed(places));
}

/** A number on an axis whose marks are `step` apart. */
export function marked(value: number, step: number): string {
  if (Math.abs(value) >= 1e9) return value.toExponential(1);
  // Marks are 1, 2, 2.5 or 5 of a power of ten apart; as many places as tell all of them exactly.
  const places = [0, 1, 2, 3, 4, 5].find((each) => Math.abs(step * 10 ** each - Math.round(step * 10 ** each)) < 1e-6 * 10 ** each * step) ?? 6;
  return grouped(value.toFixed(places));
}

/** Any value: wholes in full, numbers measured, texts as they are. */
export function valueText(value: Value | undefined, kind = 'analog'): string {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return grouped(value.toString());
  return kind === 'analog' ? measured(value) : grouped(Number.isInteger(value) ? String(value) : value.toFixed(2));
}

/** A count in a few signs: 950, 12.3 k, 4.56 M. */
export function short(value: number): string {
  const [scale, letter] =
    value >= 1e9 ? [1e9, 'G'] : value >= 1e6 ? [1e6, 'M'] : value >= 1e4 ? [1e3, 'k'] : [1, ''];
  if (letter === '') return measuredCount(value);
  return (value / scale).toPrecision(3) + THIN + letter;
}

function measuredCount(value: number): string {
  return Number.isInteger(value) || value >= 100 ? grouped(value.toFixed(0)) : value.toFixed(1);
}

/** Bytes in binary steps: 1.5 MiB. */
export function bytes(value: number): string {
  const names = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let step = 0;
  let left = value;
  while (left >= 1024 && step < names.length - 1) {
    left /= 1024;
    step++;
  }
  return (step === 0 ? String(left) : left < 999.5 ? left.toPrecision(3) : left.toFixed(0)) + THIN + names[step];
}

/** Days have a word in Chinese; seconds, minutes and hours their signs there, too. */
const days = (n: number) => n + THIN + t('unit.day');

/** A duration as on a stopwatch: `0:52`, `18:42`, `3:05:10`; days as `4 d 3 h`. Negative counts as 0. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  if (seconds >= 86_400) return `${days(Math.floor(seconds / 86_400))} ${Math.floor((seconds % 86_400) / 3600)}${THIN}h`;
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

/** Parts of a duration for a sentence; the words come from the message files. */
export function hoursAndMinutes(ms: number): { h: number; m: number } {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return { h: Math.floor(minutes / 60), m: minutes % 60 };
}

/** The age of a value: `0.4 s`, `12 s`, `5 min`, `3 h`, `2 d`. */
export function age(ms: number): string {
  const seconds = Math.max(0, ms / 1000);
  if (seconds < 10) return seconds.toFixed(1) + THIN + 's';
  if (seconds < 120) return Math.floor(seconds) + THIN + 's';
  if (seconds < 7200) return Math.floor(seconds / 60) + THIN + 'min';
  if (seconds < 172_800) return Math.floor(seconds / 3600) + THIN + 'h';
  return days(Math.floor(seconds / 86_400));
}

/** A length of time as people say it: `38 s`, `44 min`, `2 h 05 min`; seconds are told below two minutes. */
export function lasting(seconds: number): string {
  const sign = seconds < 0 ? '\u2212' : '';
  const whole = Math.round(Math.abs(seconds));
  if (whole < 120) return sign + whole + THIN + 's';
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return sign + minutes + THIN + 'min';
  return `${sign}${grouped(String(Math.floor(minutes / 60)))}${THIN}h ${String(minutes % 60).padStart(2, '0')}${THIN}min`;
}

/** A number of pieces: whole on pages, whatever the books know. */
export function pieces(value: number): string {
  return grouped(String(Math.round(value) + 0));
}

/** A number with its sign, where the sign is what it is about. */
export function signed(value: number): string {
  const text = pieces(value);
  return value > 0 && text !== '0' ? `+${text}` : text;
}

/** A planned cycle in seconds as people write it: `42`, `18.6`, `0.045`. */
export function cycle(seconds: number): string {
  return grouped(String(Number(seconds.toFixed(seconds < 1 ? 6 : 3))));
}

/** A ratio in whole percent: `76 %`. */
export function percent(ratio: number): string {
  return grouped(String(Math.round(ratio * 100))) + THIN + '%';
}

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(ms: number, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(ms).map((part) => [part.type, part.value]));
}

/** `2026-11-24` on the clock of a zone; a dash for a time that is none. */
export function date(ms: number, zone: string): string {
  if (!Number.isFinite(ms)) return NONE;
  const p = parts(ms, zone);
  return `${p['year']}-${p['month']}-${p['day']}`;
}

/** `14:40` or, with seconds, `14:40:06`; a dash for a time that is none. */
export function time(ms: number, zone: string, seconds = false): string {
  if (!Number.isFinite(ms)) return NONE;
  const p = parts(ms, zone);
  return `${p['hour']}:${p['minute']}` + (seconds ? `:${p['second']}` : '');
}

/** The time alone when it is of today, else with its date. */
export function moment(ms: number, zone: string, now: number, seconds = false): string {
  const day = date(ms, zone);
  return (day === date(now, zone) ? '' : `${day} `) + time(ms, zone, seconds);
}

/** As {@link moment} with all of its decimals, from the time as the server writes it: 20:01:57.186. */
export function exactly(iso: string, zone: string, now: number): string {
  const decimals = (/\.(\d+)/.exec(iso)?.[1] ?? '').replace(/0+$/, '').padEnd(3, '0');
  return `${moment(Date.parse(iso), zone, now, true)}.${decimals}`;
}

/** Local wall time `YYYY-MM-DDTHH:MM` of a zone as an instant, ms; NaN when it is none. */
export function instantOf(local: string, zone: string): number {
  const guess = Date.parse(local + (local.length === 16 ? ':00Z' : 'Z'));
  if (Number.isNaN(guess)) return Number.NaN;
  const offset = (at: number) => Date.parse(`${date(at, zone)}T${time(at, zone, true)}Z`) - Math.floor(at / 1000) * 1000;
  const first = guess - offset(guess);
  return guess - offset(first);
}

/** An instant as `YYYY-MM-DDTHH:MM` of a zone, for an input field. */
export function localOf(ms: number, zone: string): string {
  return `${date(ms, zone)}T${time(ms, zone)}`;
}
