import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { entered, follow } from '../src/facts/news.svelte';
import { live } from '../src/live/live.svelte';
import type { FactsNews } from '../src/server/facts';

describe('following facts', () => {
  let reads = 0;
  let end: () => void;
  const news = (more: Partial<FactsNews>) => live.onFacts({ type: 'facts', workUnit: 'press', ...more });
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
    reads = 0;
    end = follow(() => reads++, 60_000, 'press');
    reads = 0;
  });
  afterEach(() => {
    end();
    vi.useRealTimers();
  });

  it('reads a burst of news that time brings once, after a second', () => {
    for (let i = 0; i < 9; i++) {
      news({});
      vi.advanceTimersByTime(100);
    }
    expect(reads).toBe(0);
    vi.advanceTimersByTime(100);
    expect(reads).toBe(1);
  });

  it('reads at once what was computed anew, though it waits already', () => {
    news({});
    news({ recomputed: true });
    vi.advanceTimersByTime(100);
    expect(reads).toBe(1);
    vi.advanceTimersByTime(2_000);
    expect(reads).toBe(1);
  });

  it('leaves news of other machines alone, and hears what was entered here', () => {
    news({ workUnit: 'lathe', recomputed: true });
    vi.advanceTimersByTime(2_000);
    expect(reads).toBe(0);
    entered();
    vi.advanceTimersByTime(1_000);
    expect(reads).toBe(1);
  });
});
