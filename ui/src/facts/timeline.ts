import { bounds, fixed, HOUR, MINUTE, pan, zoom, type Range } from '../charts/range';

/** The stretch of time a timeline shows: what the address says, else all of `whole`, ms. */
export function shownRange(query: URLSearchParams, whole: { from: number; to: number }): { from: number; to: number } {
  const from = Date.parse(query.get('from') ?? '');
  const to = Date.parse(query.get('to') ?? '');
  return Number.isFinite(from) && Number.isFinite(to) && from < to ? { from, to } : whole;
}

/** What a key does to a shown stretch: + and − zoom about its middle, arrows move it, Home asks for all (null). */
export function byKey(key: string, shown: { from: number; to: number }): { from: number; to: number } | null | undefined {
  const range: Range = { live: false, ...shown };
  const moved = (next: Range) => bounds(next, Number.POSITIVE_INFINITY);
  switch (key) {
    case '+':
    case '=':
      return moved(zoom(range, 0.5, 0.5, Number.POSITIVE_INFINITY));
    case '-':
    case '_':
      return moved(zoom(range, 2, 0.5, Number.POSITIVE_INFINITY));
    case 'ArrowLeft':
      return moved(pan(range, -0.25, Number.POSITIVE_INFINITY));
    case 'ArrowRight':
      return moved(pan(range, 0.25, Number.POSITIVE_INFINITY));
    case 'Home':
      return null;
    default:
      return undefined;
  }
}

/** What dragging from one point to another chooses; points are parts of the width. A click is no drag. */
export function byDrag(a: number, b: number, shown: { from: number; to: number }): { from: number; to: number } | undefined {
  if (Math.abs(a - b) < 0.01) return undefined;
  const at = (x: number) => shown.from + (shown.to - shown.from) * Math.min(1, Math.max(0, x));
  return bounds(fixed(at(Math.min(a, b)), at(Math.max(a, b))), 0);
}

const STEPS = [MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR, 168 * HOUR];

/** Marks of a time axis: at most `most`, at whole steps of the plant's clock (`offset` ms ahead of UTC). */
export function marks(from: number, to: number, most: number, offset: number): number[] {
  const step = STEPS.find((each) => (to - from) / each <= most) ?? 672 * HOUR;
  const first = Math.ceil((from + offset) / step) * step - offset;
  const found: number[] = [];
  for (let at = first; at <= to; at += step) found.push(at);
  return found;
}
