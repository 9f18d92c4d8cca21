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
  /** null while nothing is known of what it made. */
  made: number | null;
  good: number | null;
  startedAt: string | null;
  finishedAt: string | null;
  /** When the rest is made at the pace of the last hour; null where it does not run or nothing came. */
  expectedEnd: string | null;
  /** Past its due time, or it will be at this pace. */
  late: boolean;
}

/** What is not told of a job is not known. */
const UNKNOWN = { made: null, good: null, expectedEnd: null, runningOn: [] };

const of = (id: string, verb = '') => `/jobs/${encodeURIComponent(id)}${verb}`;

export async function jobs(finished: boolean, signal?: AbortSignal): Promise<Job[]> {
  const { items } = await get<Page<Job>>('/jobs', { finished }, signal);
  return items.map((job) => ({ ...UNKNOWN, ...job }));
}

export function addJob(job: NewJob): Promise<Job> {
  return change('POST', '/jobs', job);
}

export function changeJob(job: NewJob, revision: number): Promise<Job> {
  const { id, ...rest } = job;
  return change('PUT', of(id), { ...rest, revision });
}

/** An hour in which a job ran, on all its machines; pieces. */
export interface JobHour {
  from: string;
  to: string;
  /** By the target, else by the planned cycle; null without a standard. */
  planned: number | null;
  good: number;
}

/** The newest hours, by time. */
export async function jobHours(id: string, signal?: AbortSignal): Promise<JobHour[]> {
  return (await get<Page<JobHour>>(of(id, '/hours'), {}, signal)).items;
}

/** What starting, pausing or finishing came to: the job, and the entries that say so. */
interface Worked {
  job: Job;
  entries: Entry[];
}

/** `entry` is an id made here, so that sending it again changes nothing; answers what was entered. */
export async function startJob(id: string, start: { workUnit: string; at: string; entry: string }): Promise<Entry> {
  const { entries } = await change<Worked>('POST', of(id, '/start'), start);
  return entries[0]!;
}

/** On all machines where none is named; answers the entries that end by it. */
export async function pauseJob(id: string, pause: { workUnit?: string; at: string }): Promise<Entry[]> {
  return (await change<Worked>('POST', of(id, '/pause'), pause)).entries;
}

export async function finishJob(id: string, at: string): Promise<void> {
  await change<Worked>('POST', of(id, '/finish'), { at });
}
