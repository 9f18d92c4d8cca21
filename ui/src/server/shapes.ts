/** What the server answers under /api/v1, as the interface description says it. Times are ISO 8601 in UTC. */

export interface Label {
  en?: string;
  zh?: string;
}

export type SignalKind = 'analog' | 'counter' | 'state' | 'text';
export type SignalRole = 'none' | 'state' | 'count' | 'power' | 'main' | 'program';
export type Meaning = 'running' | 'idle' | 'setup' | 'stopped' | 'off';
export type Quality = 'good' | 'uncertain' | 'bad';

export interface Band {
  low: number;
  high: number;
}

export interface SignalState {
  name: Label;
  meaning: Meaning;
}

export interface Signal {
  ref: number;
  key: string;
  id: string;
  name: Label;
  kind: SignalKind;
  role: SignalRole;
  unit: string;
  connection: string;
  address: string;
  samplingIntervalMs: number;
  normal?: Band;
  states?: Record<string, SignalState>;
}

export interface WorkUnit {
  id: string;
  name: Label;
  template?: string;
  /** Absent where nobody has said how it is read, and no signal tells. */
  production?: 'production' | 'support' | 'utility';
  signals: Signal[];
}

export interface WorkCenter {
  id: string;
  name: Label;
  kind: string;
  workUnits: WorkUnit[];
}

export interface Area {
  id: string;
  name: Label;
  workCenters: WorkCenter[];
}

export interface Site {
  id: string;
  name: Label;
  calendar: { zone: string; dayStart: string; shifts: Shift[] };
  areas: Area[];
}

export interface Shift {
  id: string;
  name: Label;
  from: string;
  to: string;
}

export interface Plant {
  version: number;
  at: string;
  author: string;
  enterprise: { id: string; name: Label; sites: Site[] };
}

export interface ShiftNow {
  now: string;
  zone: string;
  productionDay: string;
  /** The shift of now; its from and to are instants. */
  shift?: Shift;
  /** The first that begins later. */
  next?: Shift;
}

/** What a user may do, least first; each may all that those before it may. */
export const ROLES = ['viewer', 'operator', 'teamLead', 'engineer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface User {
  user: string;
  displayName?: string;
  role: Role;
  language?: string;
}

export interface Health {
  status: 'ready' | 'starting' | 'degraded';
  product: string;
  version?: string;
  firstRun: boolean;
  /** Whether there is a plant already; told in the first run. */
  plant?: boolean;
  faults?: { code: string; text: Label }[];
}

export interface Fault {
  kind: string;
  message: string;
  details?: Record<string, string>;
  at?: string;
}

export type ConnectionState = 'connecting' | 'connected' | 'waiting' | 'stopped';

export interface Connection {
  id: string;
  name: Label;
  protocol: string;
  endpoint: string;
  security: string;
  user?: string;
  clock: string;
  publishingIntervalMs: number;
  guarantee: 'resumable' | 'acknowledged' | 'historized' | 'liveOnly';
  state: ConnectionState;
  since: string;
  lastProofOfLife?: string;
  fault?: Fault;
  nextAttempt?: string;
  samples: number;
  samplesPerSecond: number;
  clockOffsetMs?: number;
  retimed: number;
  signals: number;
  refused: { signal: string; status: string; why: string }[];
  reconnects: number;
  /** What a source that keeps a history has told of times it was not heard. */
  kept?: {
    signals: number;
    openGaps: number;
    samples: number;
    last?: { from: string; until: string; samples: number; at: string };
  };
  /** The edge box that holds it. */
  edge?: string;
}

/** An edge box and how it is doing. */
export interface Edge {
  name: string;
  state: 'online' | 'away' | 'revoked' | 'expected';
  since?: string;
  enrolledBy?: string;
  address?: string;
  version?: string;
  clockAheadMs?: number;
  lagMs?: number;
  order?: 'oldestFirst' | 'newestFirst';
  whenFull?: 'dropOldest' | 'stop';
  buffer?: { bytes: number; roomBytes: number; waitingBytes: number; bytesPerSecond: number; lastsSeconds?: number };
  fullAt?: string;
  fault?: Label;
  lost: number;
  connections: number;
}

export interface Edges {
  items: Edge[];
  /** Where boxes connect; absent where the server does not listen for them. */
  port?: number;
}

export interface EdgeCode {
  name: string;
  code: string;
  expiresAt: string;
  port: number;
}

export interface BrowseItem {
  address: string;
  name: string;
  hasChildren: boolean;
  variable?: { dataType: string; kind?: SignalKind; value: unknown; unit?: string };
}

export interface Certificate {
  thumbprint: string;
  subject: string;
  issuer: string;
  validFrom: string;
  validTo: string;
  applicationUri?: string;
  connection?: string;
  trusted: boolean;
}

export interface LatestValue {
  signal: string;
  time: string;
  value: number | string | null;
  status: string;
  quality: Quality;
  fresh: boolean;
  since?: string;
}

export type SignalRow = Signal & { latest?: LatestValue };

export interface Page<T> {
  items: T[];
  next?: string;
  total?: number;
}

/** One signal reduced to columns; arrays have one entry per column, null where nothing was sampled. */
export interface ColumnSeries {
  signal: string;
  min: (number | null)[];
  max: (number | null)[];
  first: (number | null)[];
  last: (number | null)[];
  held: (number | null)[];
  samples: number[];
  gap: boolean[];
}

export interface HistoryColumns {
  from: string;
  to: string;
  columns: number;
  /** Seconds a column spans. */
  width: number;
  series: ColumnSeries[];
}

export interface PlantProblem {
  file?: string;
  line: number;
  column: number;
  path: string;
  message: string;
  nearest?: string;
}

export interface PlantChange {
  kind: string;
  path: string;
  before?: string;
  after?: string;
}

export interface PlantVersion {
  version: number;
  at: string;
  author: string;
  comment?: string;
}

export interface Person {
  user: string;
  /** What others see. */
  displayName: string;
}

export interface AuditEntry {
  id: number;
  at: string;
  actor: string;
  source: string;
  action: string;
  object: string;
  result: string;
  detail: string;
}

export interface IntakeCounts {
  received: number;
  journaled: number;
  stored: number;
  duplicate: number;
  superseded: number;
  rejected: number;
  inFlight: number;
  late: number;
  retimed: number;
  recovered: number;
}

export interface SystemInfo {
  version: string;
  startedAt: string;
  counts: IntakeCounts;
  history: {
    hotRows?: number;
    settledRows?: number;
    files?: number;
  };
  /** Whether the audit trail is as it was written; absent until it is checked. */
  auditIntact?: boolean;
  disk: { freeBytes: number; floorBytes: number };
  memory?: Record<string, number>;
}
