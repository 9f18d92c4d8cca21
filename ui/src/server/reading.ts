/** How a machine is read for production, as the server tells it under /api/v1. */
import { change, get } from './api';

export const ROLES_OF_MACHINES = ['production', 'support', 'utility'] as const;
export type MachineRole = (typeof ROLES_OF_MACHINES)[number];
export const ONE_COUNT = ['part', 'goodPart', 'cycle', 'shot'] as const;
export type OneCount = (typeof ONE_COUNT)[number];

/** Durations in seconds. */
export interface Reading {
  role: MachineRole;
  /** Longest short stop. */
  shortStopLimit: number;
  /** For a counter alone and without a standard: a stop begins where no piece came for so long. */
  stopAfter: number;
  power: { offBelow: number; runningFrom: number } | null;
  count: { oneCount: OneCount; pieces: number; rollover: number | null; plausible: number };
  programs: Record<string, string>;
  /** The signal it is read by, by role. */
  signals: { state: string | null; count: string | null; power: string | null; program: string | null };
  /** Whether its line's pieces are counted here. */
  countingPoint: boolean;
  /** Whether somebody said so; else it follows from what the signals are used for. */
  stated: boolean;
}

const of = (machine: string) => `/machines/${encodeURIComponent(machine)}/production`;

export function reading(machine: string, signal?: AbortSignal): Promise<Reading> {
  return get(of(machine), {}, signal);
}

export function setReading(machine: string, given: Omit<Reading, 'stated'>): Promise<Reading> {
  return change('PUT', of(machine), given);
}
