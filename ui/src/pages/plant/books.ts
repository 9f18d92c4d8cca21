import type { IntakeCounts } from '../../server/shapes';

/** What became of the samples received, in the order the sum is told; and what the sum lacks (0 when every sample is accounted for). */
export function books(counts: IntakeCounts) {
  const parts = [
    ['stored', counts.stored],
    ['duplicate', counts.duplicate],
    ['superseded', counts.superseded],
    ['rejected', counts.rejected],
    ['inFlight', counts.inFlight],
  ] as const;
  const sum = parts.reduce((total, [, count]) => total + count, 0);
  return { parts, missing: counts.received - sum };
}
