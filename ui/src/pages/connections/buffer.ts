import type { Edge } from '../../server/shapes';

/** A buffer that lasts less is worth a word beforehand, s. */
const SHORT = 12 * 3600;
/** A box that is away and full within this is worth a look now, ms. */
const SOON = 12 * 3_600_000;

export type Concern = 'full' | 'fillsSoon' | 'short' | 'none';

/** Part of the buffer that is in use, 0 to 1. A box that is away fills on at the rate it told last. */
export function filled(edge: Edge, now: number): number {
  const buffer = edge.buffer;
  if (!buffer || buffer.roomBytes <= 0) return 0;
  if (edge.state === 'online' || !edge.fullAt || buffer.bytesPerSecond <= 0) return Math.min(1, buffer.bytes / buffer.roomBytes);
  const left = Math.max(0, (Date.parse(edge.fullAt) - now) / 1000) * buffer.bytesPerSecond;
  return Math.min(1, Math.max(0, 1 - left / buffer.roomBytes));
}

/** What a person should know about a box's buffer before it is too late. */
export function concern(edge: Edge, now: number): Concern {
  const part = filled(edge, now);
  if (part >= 0.999) return 'full';
  const isBehind = edge.state !== 'online' || part >= 0.5;
  if (isBehind && edge.fullAt && Date.parse(edge.fullAt) - now < SOON) return 'fillsSoon';
  return (edge.buffer?.lastsSeconds ?? Infinity) < SHORT ? 'short' : 'none';
}
