/** Backups of the plant: when they are made, and how the last one went. */
import { change, get } from './api';
import type { Label } from './shapes';

export interface BackupPlan {
  /** Where to, absolute, on the server's computer. */
  folder: string;
  /** Time of day at the plant, `02:00`. */
  at: string;
  /** How many are kept. */
  keep: number;
}

export interface Backups {
  plan?: BackupPlan;
  zone: string;
  next?: string;
  last?: {
    at: string;
    folder: string;
    bytes: number;
    newBytes: number;
    samples: number;
    seconds: number;
    warnings: { code: string; text: string }[];
  };
  failure?: { at: string; text: Label };
  /** How far one is that is under way, 0 to 1. */
  running?: { part: number; text: string };
  attention?: 'never' | 'old' | 'failed';
}

export function backups(signal?: AbortSignal): Promise<Backups> {
  return get('/backups', {}, signal);
}

export function beginBackup(): Promise<Backups> {
  return change('POST', '/backups');
}

export function planBackups(plan: BackupPlan): Promise<Backups> {
  return change('PUT', '/backups/plan', plan);
}

export function forgetBackupPlan(): Promise<void> {
  return change('DELETE', '/backups/plan');
}
