/** Jobs as the server answers them under /api/v1. Pieces are in pieces, times ISO 8601 in UTC; `null` where there is none. */
import { change, get } from './api';
import type { Entry } from './facts';
import type { Page } from './shapes';

export type JobState = 'planned' | 'running' | 'paused' | 'finished';

/** What a job is to be. */
export interface NewJob {
  /** The order number as people write it. */
  id: string;
  product: string;
  /** For people, e.g. `op 20`. */
  operation: string | null;
  tool: string | null;
  quantity: number;
  due: string | null;
  /** Where it is planned; it may run elsewhere. */
  machines: string[];
}

export interface Job extends NewJob {
  revision: number;
  state: JobState;
  /** Where it runs now. */
  runningOn: string[];
  made: number;
  good: number;
  startedAt: string | null;
  finishedAt: string | null;
  /** When the rest is made at the pace of the last hour; null where it does not run or nothing came. */
  expectedEnd: string | null;
  /** Past its due time, or it will be at this pace. */
  late: boolean;
}

/** What starting, pausing or finishing came to: the job, and the entries that say so. */
export interface Worked {
  job: Job;
  entries: Entry[];
}

const of = (id: string, verb = '') => `/jobs/${encodeURIComponent(id)}${verb}`;

export async function jobs(finished: boolean, signal?: AbortSignal): Promise<Job[]> {
  return (await get<Page<Job>>('/jobs', { finished }, signal)).items;
}

export function addJob(job: NewJob): Promise<Job> {
  return change('POST', '/jobs', job);
}

export function changeJob(job: NewJob, revision: number): Promise<Job> {
  const { id, ...rest } = job;
  return change('PUT', of(id), { ...rest, revision });
}

/** `entry` is an id made here, so that sending it again changes nothing. */
export function startJob(id: string, start: { workUnit: string; at: string; entry: string }): Promise<Worked> {
  return change('POST', of(id, '/start'), start);
}

/** On all machines where none is named. */
export function pauseJob(id: string, pause: { workUnit?: string; at: string }): Promise<Worked> {
  return change('POST', of(id, '/pause'), pause);
}

export function finishJob(id: string, at: string): Promise<Worked> {
  return change('POST', of(id, '/finish'), { at });
}
