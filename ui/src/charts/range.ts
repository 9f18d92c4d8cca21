/** The stretch of time a picture shows: the last `span` ms up to now, or a fixed [from, to) in ms. */
export type Range = { live: true; span: number } | { live: false; from: number; to: number };

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const SHORTEST = 1_000;
const LONGEST = 20 * 365 * DAY;

const UNITS: Record<string, number> = { s: 1000, m: MINUTE, h: HOUR, d: DAY };

export function spanOf(range: Range): number {
  return range.live ? range.span : range.to - range.from;
}

/** The range as [from, to) at a moment. */
export function bounds(range: Range, now: number): { from: number; to: number } {
  return range.live ? { from: now - range.span, to: now } : { from: range.from, to: range.to };
}

/** A fixed range held within bounds that make sense. */
export function fixed(from: number, to: number): Range {
  const middle = (from + to) / 2;
  const half = Math.min(LONGEST, Math.max(SHORTEST, to - from)) / 2;
  return { live: false, from: Math.round(middle - half), to: Math.round(middle + half) };
}

/**
 * Makes the range `factor` times as long, about the point at `centre` (0 left edge, 1 right edge). A live range that
 * keeps its right edge stays live.
 */
export function zoom(range: Range, factor: number, centre: number, now: number): Range {
  const { from, to } = bounds(range, now);
  const span = Math.min(LONGEST, Math.max(SHORTEST, (to - from) * factor));
  if (range.live && centre >= 0.999) return { live: true, span: Math.round(span) };
  const pivot = from + (to - from) * centre;
  return fixed(pivot - span * centre, pivot + span * (1 - centre));
}

/** Moves the range by a part of its length; one that reaches now follows it again. */
export function pan(range: Range, part: number, now: number): Range {
  const { from, to } = bounds(range, now);
  const by = (to - from) * part;
  if (to + by >= now && part > 0) return { live: true, span: to - from };
  return fixed(from + by, to + by);
}

/**
 * Width of a column, ms, for a picture of `pixels` px: whole milliseconds, so that history and live share edges. From half
 * a minute on whole minutes, from half an hour on whole hours: of those the history keeps sums.
 */
export function columnWidth(span: number, pixels: number): number {
  const width = Math.max(1, Math.ceil(span / Math.max(50, Math.min(4000, pixels))));
  const step = width < MINUTE / 2 ? 1 : width < HOUR / 2 ? MINUTE : HOUR;
  return Math.ceil(width / step) * step;
}

/** [from, to) widened to edges of columns. */
export function aligned(from: number, to: number, width: number): { from: number; to: number; columns: number } {
  const first = Math.floor(from / width);
  const last = Math.max(first + 1, Math.ceil(to / width));
  return { from: first * width, to: last * width, columns: last - first };
}

/** `15m`, `8h`, `3d` … as ms; undefined when it is none. */
export function parseSpan(text: string | null): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text ?? '') ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const span = Number(amount) * UNITS[unit]!;
  return span >= SHORTEST && span <= LONGEST ? span : undefined;
}

export function writeSpan(span: number): string {
  for (const unit of ['d', 'h', 'm'] as const) {
    if (span % UNITS[unit]! === 0) return span / UNITS[unit]! + unit;
  }
  return Math.max(1, Math.round(span / 1000)) + 's';
}

/** The range an address asks for: `range=15m`, or `from` and `to` as ISO times; else the last 15 minutes. */
export function readRange(query: URLSearchParams): Range {
  const from = Date.parse(query.get('from') ?? '');
  const to = Date.parse(query.get('to') ?? '');
  if (Number.isFinite(from) && Number.isFinite(to) && from < to) return fixed(from, to);
  return { live: true, span: parseSpan(query.get('range')) ?? 15 * MINUTE };
}

/** The part of an address that says a range. */
export function writeRange(range: Range): Record<string, string> {
  if (range.live) return { range: writeSpan(range.span) };
  return { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
}

/** The trend of some signals around a time: a tenth of it, and a minute at least, before and behind. */
export function trendOf(signals: readonly string[], from: number, to: number): string {
  const margin = Math.max(60_000, (to - from) / 10);
  return `/trends?${new URLSearchParams({ s: signals.slice(0, 4).join(','), ...writeRange(fixed(from - margin, to + margin)) })}`;
}
