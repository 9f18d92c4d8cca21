import type { IntakeCounts } from '../../server/shapes';

/** What became of the samples received or found in the journal at start, in the order the sum is told; and what the sum lacks (0 when every sample is accounted for). */
export function books(counts: IntakeCounts) {
  const parts = [
    ['stored', counts.stored],
    ['duplicate', counts.duplicate],
    ['superseded', counts.superseded],
    ['rejected', counts.rejected],
    ['inFlight', counts.inFlight],
  ] as const;
  const sum = parts.reduce((total, [, count]) => total + count, 0);
  const whole = counts.received + counts.recovered;
  return { whole, parts, missing: whole - sum };
}
