import type { MachineRole, OneCount, Reading } from '../../server/reading';
import type { Signal, SignalKind } from '../../server/shapes';

/** What tells what the machine does. */
export const SOURCES = ['state', 'power', 'count', 'none'] as const;
export type Source = (typeof SOURCES)[number];

/** A reading as a person fills it in; times in minutes, an empty number is null. */
export interface Draft {
  role: MachineRole;
  source: Source;
  state: string;
  count: string;
  power: string;
  program: string;
  offBelow: number | null;
  runningFrom: number | null;
  oneCount: OneCount;
  pieces: number | null;
  /** Where the counter begins at 0 again: when someone resets it, or at its greatest value. */
  ends: 'reset' | 'rollover';
  rollover: number | null;
  stopAfter: number | null;
  shortStop: number | null;
  countingPoint: boolean;
}

/** Kinds of signals that can be used for a source. */
const KINDS: Record<'state' | 'count' | 'power' | 'program', SignalKind[]> = {
  state: ['state'],
  count: ['counter'],
  power: ['analog'],
  program: ['text', 'state'],
};

export function fitting(signals: readonly Signal[], use: keyof typeof KINDS): Signal[] {
  return signals.filter(({ kind }) => KINDS[use].includes(kind));
}

/** What is asked first: how it is read now; of a machine nobody said anything of, what its signals allow. */
export function draftOf(now: Reading, signals: readonly Signal[]): Draft {
  const only = (use: keyof typeof KINDS) => {
    const some = fitting(signals, use);
    return some.length === 1 ? some[0]!.id : '';
  };
  const fresh = !now.stated && !now.signals.state && !now.signals.count;
  const state = now.signals.state ?? (fresh ? only('state') : '');
  const count = now.signals.count ?? (fresh ? only('count') : '');
  const source: Source = state ? 'state' : now.power && now.signals.power ? 'power' : count ? 'count' : 'none';
  return {
    role: now.stated ? now.role : 'production',
    source,
    state,
    count,
    power: now.signals.power ?? only('power'),
    program: now.signals.program ?? '',
    offBelow: now.power?.offBelow ?? null,
    runningFrom: now.power?.runningFrom ?? null,
    oneCount: now.count.oneCount,
    pieces: now.count.pieces,
    ends: typeof now.count.rollover === 'number' ? 'rollover' : 'reset',
    rollover: now.count.rollover ?? null,
    stopAfter: now.stopAfter / 60,
    shortStop: now.shortStopLimit / 60,
    countingPoint: now.countingPoint,
  };
}

/** What is wrong with a draft, each by the field it stands at. */
export type Fault = 'noState' | 'noPower' | 'noBands' | 'bandsCross' | 'noCounter' | 'sameSignal' | 'pieces' | 'rollover' | 'stopAfter' | 'shortStop';

const inMinutes = (value: number | null) => value !== null && value >= 1 / 60 && value <= 24 * 60;

export function faultsOf(draft: Draft): Fault[] {
  if (draft.role === 'utility') return [];
  const faults: Fault[] = [];
  const { source, offBelow, runningFrom } = draft;
  if (source === 'state' && !draft.state) faults.push('noState');
  if (source === 'state' && draft.state && draft.state === draft.program) faults.push('sameSignal');
  if (source === 'power' && !draft.power) faults.push('noPower');
  if (source === 'power' && draft.power && (offBelow === null || runningFrom === null)) faults.push('noBands');
  if (source === 'power' && offBelow !== null && runningFrom !== null && offBelow > runningFrom) faults.push('bandsCross');
  if (source === 'count' && !draft.count) faults.push('noCounter');
  const counts = draft.source !== 'none' && draft.count !== '';
  if (counts && !(draft.pieces !== null && draft.pieces >= 0.001 && draft.pieces <= 1_000_000)) faults.push('pieces');
  if (counts && draft.ends === 'rollover' && !(draft.rollover !== null && Number.isSafeInteger(draft.rollover) && draft.rollover >= 1))
    faults.push('rollover');
  if (source === 'count' && !inMinutes(draft.stopAfter)) faults.push('stopAfter');
  if (!inMinutes(draft.shortStop)) faults.push('shortStop');
  return faults;
}

/** A draft without faults as the server takes it; what is not asked for stays as it was. */
export function sentOf(draft: Draft, now: Reading): Omit<Reading, 'stated'> {
  const seconds = (minutes: number | null, before: number) => (minutes === null ? before : Math.round(minutes * 60_000) / 1000);
  const supplies = draft.role === 'utility';
  return {
    role: draft.role,
    shortStopLimit: supplies ? now.shortStopLimit : seconds(draft.shortStop, now.shortStopLimit),
    stopAfter: supplies || draft.source !== 'count' ? now.stopAfter : seconds(draft.stopAfter, now.stopAfter),
    power: !supplies && draft.source === 'power' ? { offBelow: draft.offBelow!, runningFrom: draft.runningFrom! } : null,
    count: {
      oneCount: draft.oneCount,
      pieces: draft.pieces ?? now.count.pieces,
      rollover: draft.ends === 'rollover' ? draft.rollover : null,
      plausible: now.count.plausible,
    },
    programs: now.programs,
    signals: supplies
      ? now.signals
      : {
          state: draft.source === 'state' ? draft.state : null,
          count: draft.source === 'none' ? null : draft.count || null,
          power: draft.source === 'power' ? draft.power : now.signals.power,
          program: draft.program || null,
        },
    countingPoint: !supplies && draft.countingPoint,
  };
}
