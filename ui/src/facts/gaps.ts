import { MINUTE } from '../charts/range';
import type { StripPart } from '../server/facts';

/** Stretches of planned time without data that last at least a minute, the newest first. */
export function gapsOf(parts: readonly Pick<StripPart, 'from' | 'to' | 'use'>[]): { from: string; to: string }[] {
  const gaps: { from: string; to: string }[] = [];
  for (const { from, to, use } of parts) {
    const last = gaps[gaps.length - 1];
    if (use !== 'noData') continue;
    if (last && last.to === from) last.to = to;
    else gaps.push({ from, to });
  }
  return gaps.filter(({ from, to }) => Date.parse(to) - Date.parse(from) >= MINUTE).reverse();
}
