import type { Timeline } from '../../server/facts';
import type { Job, JobHour, JobState } from '../../server/jobs';

export type Group = 'late' | 'running' | 'paused' | 'planned' | 'finished';

const GROUPS: Group[] = ['late', 'running', 'paused', 'planned', 'finished'];

function groupOf(job: Job): Group {
  return job.late && job.state !== 'finished' ? 'late' : job.state;
}

/** Jobs as a list shows them: late ones lead, then what runs; within a group what is due first comes first. */
export function grouped(jobs: readonly Job[]): { group: Group; jobs: Job[] }[] {
  const due = (job: Job) => (job.due === null ? Number.POSITIVE_INFINITY : Date.parse(job.due));
  const newest = (job: Job) => -Date.parse(job.finishedAt ?? '1970-01-01');
  return GROUPS.map((group) => {
    const key = group === 'finished' ? newest : due;
    const inGroup = jobs.filter((job) => groupOf(job) === group);
    return { group, jobs: inGroup.sort((a, b) => compare(key(a), key(b)) || a.id.localeCompare(b.id)) };
  }).filter((each) => each.jobs.length > 0);
}

// Two jobs without a due time: infinity minus infinity is no number.
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** How late a job is, ms; `over` where the due time has passed, else it is what the pace says. */
export function lateness(job: Job, now: number): { over: boolean; by: number } | undefined {
  if (!job.late || job.due === null || job.state === 'finished') return undefined;
  const due = Date.parse(job.due);
  if (due < now) return { over: true, by: now - due };
  return job.expectedEnd === null ? undefined : { over: false, by: Date.parse(job.expectedEnd) - due };
}

/** The part of a job that is made, 0 to 1. */
export function done(job: Pick<Job, 'good' | 'quantity'>): number {
  return job.quantity > 0 ? Math.min(1, Math.max(0, (job.good ?? 0) / job.quantity)) : 0;
}

export type Verb = 'start' | 'pause' | 'finish';

/** What starting is called where a job is in some state. */
export const STARTS = { planned: 'start', running: 'startToo', paused: 'goOn', finished: 'reopen' } as const;

/** What can be done with a job next; the first is what one most likely wants. */
export function verbs(state: JobState): Verb[] {
  switch (state) {
    case 'planned':
      return ['start'];
    case 'running':
      return ['finish', 'pause', 'start'];
    case 'paused':
      return ['start', 'finish'];
    case 'finished':
      return ['start'];
  }
}

export interface Suggestion {
  /** ms */
  at: number;
  why: 'now' | 'afterJob' | 'afterSetup' | 'afterStop' | 'shiftStart';
  /** The job that ended. */
  job?: string;
}

/**
 * When a job may really have begun on a machine, newest first: now, when the job before it ended, when the last changeover
 * and the last stop ended, when the shift began. Those within a minute of a newer one are left out.
 *
 * @param timeline what the machine did, up to now
 * @param shift when the shift began, ms
 * @param now ms
 */
export function starts(timeline: Timeline | undefined, shift: number | undefined, now: number): Suggestion[] {
  const found: Suggestion[] = [{ at: now, why: 'now' }];
  const intervals = timeline?.intervals ?? [];
  for (let i = intervals.length - 2; i >= 0; i--) {
    const { use, job, to } = intervals[i]!;
    const next = intervals[i + 1]!;
    const at = Date.parse(to);
    const is = (why: Suggestion['why']) => found.some((each) => each.why === why);
    if (job !== null && next.job === null && !is('afterJob')) found.push({ at, why: 'afterJob', job });
    if (use === 'setup' && next.use !== 'setup' && !is('afterSetup')) found.push({ at, why: 'afterSetup' });
    if (use === 'stop' && next.use === 'run' && !is('afterStop')) found.push({ at, why: 'afterStop' });
  }
  if (shift !== undefined && shift < now) found.push({ at: shift, why: 'shiftStart' });
  found.sort((a, b) => b.at - a.at);
  return found.filter((each, i) => found.slice(0, i).every((newer) => newer.at - each.at >= 60_000));
}

/**
 * The job that runs on a machine at a time; at the present, which the timeline may not have reached yet, the newest one.
 *
 * @param at ms
 */
export function jobAt(timeline: Timeline | undefined, at: number): string | undefined {
  const intervals = timeline?.intervals ?? [];
  const then = intervals.find(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to)) ?? (at >= Date.parse(intervals.at(-1)?.to ?? '') ? intervals.at(-1) : undefined);
  return then?.job ?? undefined;
}

/** Hours with good − planned of each and added up; undefined from the first hour on in which nothing was planned. */
export function courseOf(hours: readonly JobHour[]): (JobHour & { difference: number | undefined; sum: number | undefined })[] {
  let sum: number | undefined = 0;
  return hours.map((hour) => {
    const difference = hour.planned === null ? undefined : hour.good - hour.planned;
    sum = sum === undefined || difference === undefined ? undefined : sum + difference;
    return { ...hour, difference, sum };
  });
}
