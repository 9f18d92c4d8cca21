import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backoff } from '../src/live/backoff';
import { ServerClock } from '../src/live/clock.svelte';
import { LiveSignal } from '../src/live/signal.svelte';

describe('reconnecting', () => {
  it('waits from half a second, doubling, to fifteen seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 60].map((n) => backoff(n, () => 1))).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000]);
  });

  it('spreads waits so that tabs do not knock together', () => {
    expect(backoff(3, () => 0)).toBe(2000);
  });
});

describe("the server's clock", () => {
  it('is taken from the ping with the shortest way', () => {
    const clock = new ServerClock();
    clock.measure(1000, 1400, 61_200);
    expect(clock.offset).toBe(60_000);
    clock.measure(2000, 2020, 62_510);
    expect(clock.offset).toBe(60_500);
    clock.measure(3000, 3900, 99_000);
    expect(clock.offset).toBe(60_500);
  });
});

describe('the newest value of a signal', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());
  const good = (time: number, value: number) => ({ time, value, status: 0, quality: 'good' as const });

  it('is on the page at once after a rest, then at a pace that can be read', () => {
    vi.advanceTimersByTime(1000);
    const signal = new LiveSignal('a/b');
    const heard: number[] = [];
    signal.listen((latest) => heard.push(latest.value as number));
    signal.accept(good(1, 10));
    expect(signal.latest?.value).toBe(10);
    signal.accept(good(2, 11));
    signal.accept(good(3, 12));
    expect(signal.latest?.value).toBe(10);
    vi.advanceTimersByTime(200);
    expect(signal.latest?.value).toBe(12);
    expect(heard).toEqual([10, 11, 12]);
  });

  it('holds since its value changed, not since it was last repeated', () => {
    vi.advanceTimersByTime(1000);
    const signal = new LiveSignal('a/b');
    signal.accept(good(100, 2));
    signal.accept(good(200, 2));
    vi.advanceTimersByTime(200);
    expect(signal.since).toBe(100);
    signal.accept(good(300, 3));
    vi.advanceTimersByTime(200);
    expect(signal.since).toBe(300);
  });

  it('does not go back to an older sample, and remembers the last good one', () => {
    vi.advanceTimersByTime(1000);
    const signal = new LiveSignal('a/b');
    signal.accept(good(100, 2));
    signal.accept(good(50, 9));
    signal.accept({ time: 150, value: null, status: 0x80310000, quality: 'bad' });
    vi.advanceTimersByTime(200);
    expect(signal.latest?.quality).toBe('bad');
    expect(signal.lastGood?.value).toBe(2);
  });
});
