/** Imports of samples of the past: a file becomes samples of signals. */
import { address, change, get } from './api';
import type { Label, Page } from './shapes';

export type ImportState = 'looked' | 'waiting' | 'checking' | 'checked' | 'filing' | 'done' | 'cancelled' | 'failed';

/** What became of samples; `samples` are `added + duplicate + replaced`. */
export interface ImportCounts {
  rows: number;
  samples: number;
  added: number;
  duplicate: number;
  replaced: number;
  rejected: number;
  leftOut: number;
  from: string | null;
  to: string | null;
}

export interface SignalSpan {
  signal: string;
  samples: number;
  from: string;
  to: string;
}

export interface SampleImport {
  id: number;
  name: string;
  bytes: number;
  by: string;
  begun: string;
  ended: string | null;
  state: ImportState;
  /** 0 to 1 of what goes on. */
  progress: number;
  /** What a try found; null before one. */
  checked: ImportCounts | null;
  filed: ImportCounts;
  signals: SignalSpan[];
  reasons: { reason: string; text: Label; count: number }[];
  /** Names that were found late in the file and mean no signal. */
  unknown: string[];
  fault: Label | null;
  /** How times of an hour that came twice are read. */
  twice: Label | null;
  /** An earlier import of the same content that is done. */
  sameAs: number | null;
  rejectList: boolean;
  replace: boolean;
}

/** What a person says of how a file is to be read; what is left out is found by looking. */
export interface SampleReading {
  encoding?: string;
  delimiter?: string;
  decimal?: string;
  shape?: string;
  time?: string;
  form?: string;
  zone?: string;
  signal?: string;
  value?: string;
  status?: string;
  /** Key of the signal that a name in the file means; empty to leave it out. */
  signals?: Record<string, string>;
  replace?: boolean;
}

/** How a file will be read. */
export interface SampleLook {
  format: 'text' | 'workbook' | 'parquet';
  encoding: string | null;
  delimiter: string | null;
  decimal: string | null;
  columns: string[];
  shape: 'wide' | 'long' | null;
  time: string | null;
  clock: string | null;
  form: string | null;
  zone: string | null;
  newestFirst: boolean;
  signal: string | null;
  value: string | null;
  status: string | null;
  names: { name: string; signal: string | null; leftOut: boolean; near: string[] }[];
  rows: LookRow[];
  problems: Label[];
}

export interface LookRow {
  line: number;
  cells: string[];
  time: string | null;
  values: { signal: string; value: string; status: string }[];
  wrong: Label | null;
}

export const FORMS = ['ymd', 'dmy', 'mdy', 'epoch-s', 'epoch-ms', 'epoch-us', 'epoch-ns', 'excel'] as const;

/** Whether something goes on with it. */
export function busy(state: ImportState): boolean {
  return state === 'waiting' || state === 'checking' || state === 'filing';
}

export async function sampleImports(signal: AbortSignal): Promise<SampleImport[]> {
  return (await get<Page<SampleImport>>('/sample-imports', {}, signal)).items;
}

export function sampleImport(id: number, signal?: AbortSignal): Promise<SampleImport> {
  return get(`/sample-imports/${id}`, {}, signal);
}

export function sendSamples(file: File): Promise<SampleImport> {
  return change('POST', '/sample-imports', file, { type: 'application/octet-stream', query: { name: file.name } });
}

export function lookAt(id: number): Promise<SampleLook> {
  return get(`/sample-imports/${id}/look`);
}

export function readAs(id: number, reading: SampleReading): Promise<SampleLook> {
  return change('PUT', `/sample-imports/${id}/reading`, reading);
}

export function begin(id: number, what: 'check' | 'file' | 'cancel'): Promise<SampleImport> {
  return change('POST', `/sample-imports/${id}/${what}`);
}

export function discard(id: number): Promise<void> {
  return change('DELETE', `/sample-imports/${id}`);
}

export function rejectsOf(id: number): string {
  return address(`/sample-imports/${id}/rejects`);
}
