import { describe, expect, it } from 'vitest';
import { courseOf, done, grouped, jobAt, lateness, starts, verbs } from '../src/pages/jobs/work';
import type { Timeline, TimelinePart } from '../src/server/facts';
import type { Job } from '../src/server/jobs';

const T = Date.parse('2026-11-24T06:00:00Z');
const MINUTE = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();

function job(id: string, more: Partial<Job> = {}): Job {
  return { id, revision: 1, product: 'p', operation: null, tool: null, quantity: 100, due: null, machines: [], state: 'planned', runningOn: [], made: 0, good: 0, startedAt: null, finishedAt: null, expectedEnd: null, late: false, ...more };
}

describe('the list of jobs', () => {
  it('is led by late ones, then by what runs; inside by due time, those without one last', () => {
    const all = [
      job('none'),
      job('tomorrow', { due: iso(T + 1440 * MINUTE) }),
      job('other-none'),
      job('runs', { state: 'running', due: iso(T) }),
      job('late', { state: 'paused', late: true, due: iso(T - MINUTE) }),
      job('later', { state: 'running', late: true, due: iso(T) }),
    ];
    expect(grouped(all).map(({ group, jobs }) => [group, jobs.map(({ id }) => id)])).toEqual([
      ['late', ['late', 'later']],
      ['running', ['runs']],
      ['planned', ['tomorrow', 'none', 'other-none']],
    ]);
  });

  it('tells finished ones newest first, however late they were', () => {
    const all = [job('old', { state: 'finished', late: true, finishedAt: iso(T) }), job('new', { state: 'finished', finishedAt: iso(T + MINUTE) })];
    expect(grouped(all)).toMatchObject([{ group: 'finished', jobs: [{ id: 'new' }, { id: 'old' }] }]);
  });
});

describe('a job', () => {
  it('is late by what has passed, else by what its pace says', () => {
    expect(lateness(job('a', { late: true, due: iso(T - 5 * MINUTE), expectedEnd: iso(T + MINUTE) }), T)).toEqual({ over: true, by: 5 * MINUTE });
    expect(lateness(job('a', { late: true, due: iso(T), expectedEnd: iso(T + 7 * MINUTE) }), T - MINUTE)).toEqual({ over: false, by: 7 * MINUTE });
    expect(lateness(job('a', { late: false, due: iso(T + MINUTE) }), T)).toBeUndefined();
  });

  it('is done at most wholly, also where more was made', () => {
    expect(done({ good: 25, quantity: 100 })).toBe(0.25);
    expect(done({ good: 120, quantity: 100 })).toBe(1);
    expect(done({ good: -3, quantity: 100 })).toBe(0);
  });

  it('can be done something with in every state', () => {
    expect(verbs('planned')).toEqual(['start']);
    expect(verbs('running')).toEqual(['finish', 'pause', 'start']);
    expect(verbs('paused')).toEqual(['start', 'finish']);
    expect(verbs('finished')).toEqual(['start']);
  });
});

describe('when a job may have begun', () => {
  const part = (from: number, to: number, more: Partial<TimelinePart>): TimelinePart => ({
    from: iso(T + from * MINUTE), to: iso(T + to * MINUTE), state: 'running', use: 'run', timeClass: 'planned', reason: null, entry: null, product: null, job: null, stop: null, powerCut: false, provisional: false, ...more,
  });
  const timeline = (intervals: TimelinePart[]): Timeline => ({ machine: 'm', from: iso(T), to: iso(T + 120 * MINUTE), at: iso(T + 120 * MINUTE), intervals });

  it('is when the job before ended, the changeover ended, the last stop ended, or the shift began', () => {
    const day = timeline([
      part(0, 10, { use: 'stop', state: 'stopped' }),
      part(10, 50, { job: 'A-1' }),
      part(50, 55, {}),
      part(55, 75, { use: 'setup', state: 'changeover' }),
      part(75, 100, {}),
      part(100, 108, { use: 'stop', state: 'stopped' }),
      part(108, 120, {}),
    ]);
    expect(starts(day, T, T + 120 * MINUTE)).toEqual([
      { at: T + 120 * MINUTE, why: 'now' },
      { at: T + 108 * MINUTE, why: 'afterStop' },
      { at: T + 75 * MINUTE, why: 'afterSetup' },
      { at: T + 50 * MINUTE, why: 'afterJob', job: 'A-1' },
      { at: T, why: 'shiftStart' },
    ]);
  });

  it('may pause the job that runs there at that time', () => {
    const day = timeline([part(0, 60, { job: 'A-1' }), part(60, 70, {}), part(70, 118, { job: 'A-2' })]);
    expect(jobAt(day, T + 30 * MINUTE)).toBe('A-1');
    expect(jobAt(day, T + 65 * MINUTE)).toBeUndefined();
    expect(jobAt(day, T + 120 * MINUTE), 'what is known ends a moment ago').toBe('A-2');
    expect(jobAt(day, T - MINUTE)).toBeUndefined();
    expect(jobAt(undefined, T)).toBeUndefined();
  });

  it('is told once where two of them are the same minute, and is always at least now', () => {
    const day = timeline([part(0, 20, { use: 'stop', state: 'stopped', job: 'A-1' }), part(20, 60, {})]);
    expect(starts(day, undefined, T + 60 * MINUTE).map(({ at }) => at - T)).toEqual([60 * MINUTE, 20 * MINUTE]);
    expect(starts(undefined, undefined, T)).toEqual([{ at: T, why: 'now' }]);
  });
});

describe('plan against actual by the hour', () => {
  const hour = (n: number, planned: number | null, good: number) => ({ from: iso(T + n * 60 * MINUTE), to: iso(T + (n + 1) * 60 * MINUTE), planned, good });

  it('adds up until an hour had no plan', () => {
    const course = courseOf([hour(0, 10, 8), hour(1, 10, 13), hour(2, null, 5), hour(3, 10, 9)]);
    expect(course.map(({ difference }) => difference)).toEqual([-2, 3, undefined, -1]);
    expect(course.map(({ sum }) => sum)).toEqual([-2, 1, undefined, undefined]);
  });
});
