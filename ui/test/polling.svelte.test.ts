import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { follow as followFacts } from '../src/facts/news.svelte';
import EdgeBoxes from '../src/pages/connections/EdgeBoxes.svelte';
import BackupCard from '../src/pages/system/BackupCard.svelte';
import { Problem } from '../src/server/problem';
import { Resource } from '../src/server/resource.svelte';

/** Lets answers that are there come to who waits for them, and the views follow. */
async function settle() {
  for (let i = 0; i < 20; i++) await Promise.resolve();
  await vi.advanceTimersByTimeAsync(0);
  flushSync();
}

async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('what is read every so often', () => {
  let reads = 0;
  let answer: () => Promise<number[]>;
  let end: () => void;
  let resource: Resource<number[]>;
  let asked: { now: number };
  const follow = () =>
    $effect.root(() => {
      $effect(() => resource.every(5_000));
    });

  beforeEach(() => {
    reads = 0;
    answer = async () => [reads];
    const question = $state({ now: 1 });
    asked = question;
    resource = new Resource(() => {
      reads++;
      void question.now;
      return answer();
    });
  });
  afterEach(() => end());

  it('is asked for once where facts are followed, whatever the answer and what the question is made of', async () => {
    end = $effect.root(() => {
      $effect(() => followFacts(() => void resource.load(), 5_000));
    });
    flushSync();
    await settle();
    expect(reads).toBe(1);
    asked.now = 2;
    await settle();
    expect(reads).toBe(1);
    await pass(5_000);
    expect(reads).toBe(2);
  });

  it('is asked for once a time, whatever the answer and what the question is made of', async () => {
    end = follow();
    flushSync();
    await settle();
    expect(reads).toBe(1);
    asked.now = 2;
    await settle();
    expect(reads).toBe(1);
    await pass(5_000);
    expect(reads).toBe(2);
    expect(resource.data).toEqual([2]);
  });

  it('goes on after a failure', async () => {
    answer = () => Promise.reject(new Problem('offline', 0, ''));
    end = follow();
    flushSync();
    await settle();
    expect(resource.problem?.code).toBe('offline');
    answer = async () => [reads];
    await pass(2_000);
    expect(resource.problem).toBeUndefined();
    expect(resource.data).toEqual([2]);
    await pass(10_000);
    expect(reads).toBe(4);
  });

  it('is left alone once nobody looks, also after a failure', async () => {
    answer = () => Promise.reject(new Problem('offline', 0, ''));
    end = follow();
    flushSync();
    await settle();
    end();
    await pass(60_000);
    expect(reads).toBe(1);
    expect(resource.retryAt).toBeUndefined();
  });
});

describe('pages that follow the server', () => {
  let page: object;
  let calls: string[];
  let answers: (url: string) => Response | undefined;
  beforeEach(() => {
    calls = [];
    vi.stubGlobal('fetch', async (url: string) => {
      calls.push(url);
      const answer = answers(url);
      if (!answer) throw new TypeError('no server');
      return answer;
    });
  });
  afterEach(() => unmount(page));

  it('ask for the backups every five seconds, and every second while one is made', async () => {
    let running = false;
    answers = () => Response.json({ zone: 'UTC', attention: 'never', ...(running ? { running: { part: 0.5, text: 'Copying' } } : {}) });
    page = mount(BackupCard, { target: document.body });
    await settle();
    expect(calls).toHaveLength(1);
    await pass(5_000);
    expect(calls).toHaveLength(2);
    running = true;
    await pass(5_000);
    const before = calls.length;
    await pass(3_000);
    expect(calls.length - before).toBe(3);
  });

  it('tell of the edge boxes again after the server was away', async () => {
    let up = false;
    answers = () => (up ? Response.json({ port: 8443, items: [] }) : undefined);
    page = mount(EdgeBoxes, { target: document.body });
    await settle();
    expect(document.querySelector('[data-testid=edges] .trouble')).not.toBeNull();
    up = true;
    await pass(10_000);
    expect(calls.length).toBeGreaterThan(2);
    expect(document.querySelector('[data-testid=edges] .trouble')).toBeNull();
  });
});
