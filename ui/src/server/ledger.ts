import type { Label } from './shapes';

/** What became of samples, as GET /sample-ledger tells it. */

export const REASONS = ['diskFull', 'textTooLong', 'journalFault', 'stopping', 'edgeFull', 'notKept'] as const;
export type RejectReason = (typeof REASONS)[number];

export interface LedgerSum {
  addsUp: boolean;
  received: number;
  stored: number;
  duplicate: number;
  superseded: number;
  rejected: number;
  rejectedBy: Record<RejectReason, number>;
  inFlight: number;
  late: number;
  retimed: number;
  moved: number;
  overflowed: number;
  missing: number;
  surplus: number;
  confirmedMs: number;
  gapMs: number;
}

/** A number for each hour, from the first on. */
export type LedgerHours = Record<Exclude<keyof LedgerSum, 'addsUp' | 'rejectedBy'>, number[]>;

export type LedgerKind = 'signal' | 'workUnit' | 'workCenter' | 'area' | 'site' | 'enterprise';

export interface LedgerPart {
  kind: LedgerKind;
  id: string;
  name: Label;
  signals: number;
  sum: LedgerSum;
  hours: LedgerHours;
}

export interface LedgerGap {
  signal: string;
  from: string;
  to: string;
}

export interface SampleLedger {
  subject: { kind: LedgerKind; id: string; name: Label };
  from: string;
  to: string;
  signals: number;
  sum: LedgerSum;
  hours: LedgerHours;
  items: LedgerPart[];
  gaps: LedgerGap[];
  gapsCut: boolean;
  next?: string;
}
