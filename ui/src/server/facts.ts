/**
 * Production as the server answers it under /api/v1: facts, receipts, timelines, entries, standards and jobs.
 * docs/reference/production-rules.md defines every quantity. Times are ISO 8601 in UTC; a duration is in seconds, pieces
 * in pieces, a ratio 0 to 1 and above. Where a field may be missing on the server's side it is `null`, not left out.
 */
import type { Label } from './shapes';
import type { Standard } from './standards';

// --- Words ---

export type State = 'running' | 'noParts' | 'idle' | 'changeover' | 'maintenance' | 'stopped' | 'off' | 'noData' | 'manual';
export type TimeUse = 'run' | 'setup' | 'shortStop' | 'stop' | 'noData' | 'notPlanned';
export type TimeClass = 'planned' | 'break' | 'plannedStop' | 'offShift';
export type LossPolicy = 'availability' | 'performance' | 'setup' | 'excluded';
export type Split = 'nakajima' | 'iso22400';

/** Quantities of cells and what is computed of them. */
export type Measure =
  | 'calendarTime' | 'shiftTime' | 'plannedTime' | 'runTime' | 'setupTime' | 'stopTime' | 'shortStopTime' | 'noDataTime'
  | 'manualTime' | 'reasonMissingTime' | 'noProductTime' | 'standardTime'
  | 'made' | 'good' | 'scrap' | 'rework' | 'hold' | 'setupPieces' | 'estimated' | 'earned' | 'earnedGood'
  | 'should' | 'couldRun' | 'target' | 'goodOfTarget' | 'missing' | 'lostToStops' | 'lostToSpeed' | 'lostToRejects' | 'jumps' | 'notBooked'
  | 'availability' | 'performance' | 'quality' | 'oee' | 'useOf24h' | 'coverage';

/** UCUM: seconds, pieces, a ratio, a count. */
export type FactUnit = 's' | '{piece}' | '1' | '{count}';

/** Why a figure has no value. */
export type Why = 'noPlannedTime' | 'noOperatingTime' | 'nothingMade' | 'standardsNotConfirmed' | 'coverageTooLow' | 'manualStation';

// --- Facts ---

/** One figure with the id its receipt is found by. */
export interface Figure {
  id: string;
  value: number | null;
  why: Why | null;
  unit: FactUnit;
  /** It may still change by itself: its time is not over, or not decided. */
  provisional: boolean;
}

export type Figures = Partial<Record<Measure, Figure>>;

/** `GET /facts?subject=&measure=a,b&from=&to=&period=hour|shift|day|all&split=` → {@link Facts} */
export interface Fact extends Figure {
  from: string;
  to: string;
  label: { productionDay: string; shift: string | null } | null;
  measure: Measure;
  revision: number;
}

export interface Facts {
  subject: string;
  zone: string;
  items: Fact[];
}

/** A run of a shift, or the whole production day where `shift` is null. */
export interface Period {
  productionDay: string;
  shift: { id: string; name: Label } | null;
  from: string;
  to: string;
  /** Figures are counted up to here: now, or the end. */
  until: string;
}

// --- One shift in one answer ---

/**
 * `GET /production?subject=&day=&shift=&machines=a,b&split=` → all figures of the overview, the station and the printed
 * shift, from the same books: sums over machines equal the plant's. Without day and shift it is the shift of now, or the
 * last one where none runs. `machines` leaves only these in `machines`; sums stay the subject's.
 * `GET /production/export?subject=&day=&shift=&language=` → the same as .xlsx.
 */
export interface ShiftReport {
  subject: string;
  zone: string;
  at: string;
  revision: number;
  period: Period;
  /** The same shift, a run before and after; null where there is none. */
  before: { day: string; shift: string } | null;
  after: { day: string; shift: string } | null;
  figures: Figures;
  centers: { id: string; figures: Figures }[];
  machines: MachineShift[];
  hours: HourRow[];
  /** Largest first. */
  losses: Loss[];
  jobs: { running: number; late: number };
  /** Stops of the period, longer than short ones, without a reason. */
  reasonMissing: number;
  /** Time the calendar planned and people took out, by machine and time. */
  takenOut: TakenOut[];
  /** The sums as they were 15 min after the shift's end; null before that. */
  closing: { at: string; good: number | null; missing: number | null; changes: number } | null;
  /** null where nobody signed it. */
  signature: Signature | null;
}

export interface TakenOut {
  machine: string;
  from: string;
  to: string;
  seconds: number;
  claim: 'notStaffed' | 'noJob' | 'unattended' | 'state' | 'reason';
  reason: string | null;
  entry: string;
  author: string;
}

/** `POST /signatures` with {@link NewSignature}: what a shift came to when it was signed. */
export interface Signature {
  subject: string;
  day: string;
  shift: string;
  author: string;
  at: string;
  note: string;
  good: number | null;
  missing: number | null;
  oee: number | null;
  /** Revisions since that changed something in the shift. */
  changes: number;
}

export type NewSignature = Pick<Signature, 'subject' | 'day' | 'shift' | 'note'> & { revision: number };

export interface MachineShift {
  id: string;
  /** null for a machine that the line's counting point stands for. */
  center: string | null;
  now: MachineNow | null;
  figures: Figures;
  strip: StripPart[];
}

/** What a machine does at the end of the period. */
export interface MachineNow {
  state: State;
  use: TimeUse;
  timeClass: TimeClass;
  /** When this state began. */
  since: string;
  /** When the present stop began; null outside stops. */
  stop: string | null;
  reason: string | null;
  /** The present stop is long enough to ask for a reason and has none. */
  reasonMissing: boolean;
  /** That stop is long enough to ask people at the machine. */
  ask: boolean;
  /** It stands because a neighbour of its line does; nobody is asked for a reason then. */
  waiting: { kind: 'waitingForPrevious' | 'nextIsFull'; cause: string } | null;
  product: string | null;
  job: string | null;
  cycle: PlannedCycle | null;
  /** The staffing claim that holds now. */
  staffing: StandingStaffing | null;
}

export type Staffing = 'notStaffed' | 'noJob' | 'overtime' | 'unattended';

export interface StandingStaffing {
  entry: string;
  revision: number;
  staffing: Staffing;
  from: string;
  /** null until further notice. */
  to: string | null;
  author: string;
}

/** Planned cycle in seconds; `targetPerHour` is what boards ask for, never the cycle's rate. */
export interface PlannedCycle {
  cycle: number;
  partsPerCycle: number;
  targetPerHour: number | null;
  confirmed: boolean;
}

export interface StripPart {
  from: string;
  to: string;
  state: State;
  use: TimeUse;
}

export interface HourRow {
  from: string;
  to: string;
  plannedTime: Figure;
  target: Figure;
  made: Figure;
  good: Figure;
  /** Good pieces that the target stands for. */
  goodOfTarget: Figure;
  /** goodOfTarget − target of this hour, and of the period up to its end; null where there is no target. */
  difference: number | null;
  cumulative: number | null;
  /** The largest loss of the hour. */
  loss: Loss | null;
}

// --- Losses ---

export type LossKind = 'stop' | 'shortStop' | 'setup' | 'noData' | 'speed' | 'rejects';

/**
 * Planned time that did not become good pieces, for one cause. `key` is what it is grouped by: the reason of stops and
 * changeovers (null where it is missing), else the machine, shift or product; null where the kind says it all.
 */
export interface Loss {
  /** What it is; of several kinds together the largest. */
  kind: LossKind;
  key: string | null;
  /** Negative for speed where the machine was faster than planned. */
  seconds: number;
  /** Pieces that were not made for it; 0 for time without a standard. */
  pieces: number;
  /** How many stops or stretches it consists of; 0 for speed and rejects. */
  count: number;
}

/** `GET /losses?subject=&from=&to=&by=reason|machine|shift|product` → largest first; they add up to the totals. */
export interface Losses {
  subject: string;
  from: string;
  to: string;
  by: LossBy;
  seconds: number;
  pieces: number;
  items: Loss[];
}
export type LossBy = 'reason' | 'machine' | 'shift' | 'product';

// --- Timeline and stops ---

/** `GET /machines/{id}/timeline?from=&to=` */
export interface Timeline {
  machine: string;
  from: string;
  to: string;
  at: string;
  /** Gapless and in order, cut at `from`, `to` and now. */
  intervals: TimelinePart[];
}

export interface TimelinePart extends StripPart {
  timeClass: TimeClass;
  reason: string | null;
  /** Id of the entry that made state or reason what it is. */
  entry: string | null;
  product: string | null;
  job: string | null;
  /** When the stop began that this is a part of. */
  stop: string | null;
  /** Whether all machines of the site vanished together, and this one with them. */
  powerCut: boolean;
  provisional: boolean;
}

/**
 * `GET /stops?subject=&from=&to=&missingReason=&cursor=&limit=&reason=&kind=&machine=&shift=&product=` → {@link Stops},
 * newest first. The filters leave those of one bar of a Pareto; `none` those without a reason, shift or product.
 */
export interface Stops {
  items: Stop[];
  next?: string;
  /** Short stops without a reason that one question can stand for, longest together first; of the whole range. */
  clusters: ShortStops[];
}

/** A reason said for [from, to) meets these stops of the machine and no other. */
export interface ShortStops {
  machine: string;
  from: string;
  to: string;
  count: number;
  seconds: number;
  pieces: number | null;
}

export interface Stop {
  machine: string;
  from: string;
  /** null while it lasts. */
  to: string | null;
  seconds: number;
  short: boolean;
  /** Gapless from beginning to end; more than one where several reasons were given. */
  parts: StopPart[];
  /** Pieces not made meanwhile; null without a standard. */
  pieces: number | null;
  product: string | null;
}

export interface StopPart {
  from: string;
  to: string | null;
  state: State;
  reason: string | null;
  entry: string | null;
  author: string | null;
}

// --- Calls ---

export const CALL_KINDS = ['maintenance', 'quality', 'material', 'setter', 'teamLead'] as const;
export type CallKind = (typeof CALL_KINDS)[number];
export type CallStep = 'called' | 'coming' | 'there' | 'done' | 'cancelled';

/** A call for help at a machine. */
export interface Call {
  id: string;
  workUnit: string;
  kind: CallKind;
  state: CallStep;
  calledAt: string;
  steps: { step: CallStep; at: string; author: string }[];
}

/** `GET /calls` → the open ones, the oldest first; with `from` and `to` those that touch it. */
export interface Calls {
  at: string;
  /** Seconds of waiting after which a call is urgent, and very urgent. */
  escalateAfter: number[];
  items: Call[];
}

/** `POST /calls`; the same one sent twice is one. */
export interface NewCall {
  id: string;
  workUnit: string;
  kind: CallKind;
  saidAt: string;
}

/** `POST /calls/{call}/steps`; `id` is the outbox's own. */
export interface NewStep {
  id: string;
  call: string;
  step: CallStep;
  saidAt: string;
}

// --- Board ---

/** `GET /board?subject=&day=&shift=` */
export interface Board {
  subject: string;
  zone: string;
  at: string;
  period: Period;
  before: { day: string; shift: string } | null;
  after: { day: string; shift: string } | null;
  hours: HourRow[];
  figures: Figures;
}

// --- Receipt ---

/** `GET /facts/{id}/receipt?cursor=` ; further cells of the same receipt by `cells.next`. */
export interface Receipt {
  fact: Fact;
  subject: { id: string; kind: 'workUnit' | 'workCenter' | 'area' | 'site' | 'enterprise' };
  zone: string;
  split: Split;
  /** The account in pieces over the same time; null where there is no standard. */
  account: { should: number; good: number; missing: number; stops: number; slow: number; rejects: number } | null;
  /** In plain symbols, e.g. `earnedGood / plannedTime`. */
  formula: string;
  operands: Operand[];
  /** Known part of planned time; null without any. */
  coverage: number | null;
  /** Version of the counting rules, and the plant models that held. */
  formulaVersion: number;
  models: { version: number; from: string }[];
  standards: Standard[];
  /** Changes of what had been counted before, oldest first. */
  revisions: ReceiptRevision[];
  /** What it was 15 min after the shift's end. */
  closing: { at: string; value: number | null } | null;
  cells: { items: CellRow[]; total: number; next: string | null };
  entries: Entry[];
  /** Entries beyond those that are told. */
  entriesLeftOut: number;
  signals: ReceiptSignal[];
  /** 64-bit digest of the samples and entries, 16 hexadecimal digits. */
  digest: string;
  /** Raw samples are no longer there; only the digest vouches for it. */
  sealed: boolean;
}

export type Cause = 'lateSamples' | 'entry' | 'standard' | 'plantModel' | 'formula';

export interface ReceiptRevision {
  number: number;
  at: string;
  cause: Cause;
  /** What it was: a signal's key, an entry's id, a product, a version. */
  parameters: string[];
  workUnit: string;
}

export interface Operand {
  measure: Measure;
  value: number | null;
  unit: FactUnit;
  origin: 'signals' | 'entries' | 'calendar' | 'standards';
  /** Its own receipt. */
  id: string | null;
}

export interface CellRow {
  machine: string;
  from: string;
  to: string;
  timeClass: TimeClass;
  shift: string | null;
  product: string | null;
  job: string | null;
  cycle: PlannedCycle | null;
  provisional: boolean;
  /** The operands' quantities of this cell; they add up to the receipt's. */
  quantities: Partial<Record<Measure, number>>;
}

export interface ReceiptSignal {
  key: string;
  role: 'state' | 'count' | 'power' | 'program';
  samples: number;
  from: string;
  to: string;
}

/** `POST /facts/{id}/recompute` */
export interface Recomputed {
  equal: boolean;
  /** Cells computed anew from the history. */
  cells: number;
  /** Cells of the figure that were not compared, since they may still change. */
  notClosed: number;
  /** Samples read for it. */
  samples: number;
  differences: Difference[];
}

/** Where a recomputed cell is another one; the machine's state or the cell as such where it is no quantity. */
export interface Difference {
  machine: string;
  from: string;
  to: string;
  measure: Measure | 'state' | 'cell';
  recorded: number | null;
  recomputed: number | null;
}

// --- What people say ---

export type Claim =
  | { kind: 'staffing'; staffing: Staffing }
  | { kind: 'state'; state: 'changeover' | 'maintenance' | 'stopped' | 'off'; reason?: string | null }
  | { kind: 'reason'; reason: string }
  | { kind: 'product'; product: string; tool: string | null; activeCavities: number | null }
  | { kind: 'job'; job: string }
  | { kind: 'reject'; fate: 'scrap' | 'rework' | 'hold'; pieces: number; reason?: string | null }
  | { kind: 'output'; pieces: number }
  | { kind: 'count'; pieces: number; remark: string };

/**
 * `POST /entries`: `id` is made by the client; the same one said twice is stored once and answered the same.
 * `saidAt` is the time on the client when it was said; an entry that waited for the server keeps it.
 */
export interface NewEntry {
  id: string;
  workUnit: string;
  from: string;
  /** null: until the stop ends, or the next of its kind. Claims at one instant have none. */
  to: string | null;
  saidAt: string;
  claim: Claim;
  /** Why, which the server asks for after the deadline. */
  remark?: string;
}

/**
 * `GET /entries?workUnit=&from=&to=` → `{items}`. `PUT /entries/{id}` takes {@link Correction}, `DELETE
 * /entries/{id}?revision=` takes it back; both answer 409 where the revision is not the standing one.
 */
export interface Entry extends NewEntry {
  revision: number;
  author: string;
}

export type Correction = Pick<NewEntry, 'from' | 'to' | 'claim' | 'remark'> & { revision: number };

/** `GET /reasons?workUnit=` → `{items}`; `POST /reasons` takes one without `uses`, `PUT /reasons/{id}` name, order, hidden. */
export interface Reason {
  id: string;
  name: Label;
  policy: LossPolicy;
  hidden: boolean;
  /** How often it was given to this machine (or all) in the last 30 days. */
  uses: number;
}

// --- Products ---

/** `GET /products` → `{items}` */
export interface Product {
  id: string;
  name: Label;
}

export type { Standard };

// --- Live ---

/** Text message of the live link: facts of a machine changed in [from, to); without a machine, changes were missed. */
export interface FactsNews {
  type: 'facts';
  workUnit?: string;
  from?: string;
  to?: string;
  revision?: number;
  /** What was known was computed anew, as after an entry; otherwise time went on. */
  recomputed?: boolean;
}
