import { expect, test } from 'vitest';
import type { Edge } from '../src/server/shapes';
import { concern, filled } from '../src/pages/connections/buffer';

const NOW = Date.parse('2026-11-24T08:00:00Z');

function edge(state: Edge['state'], bytes: number, perSecond: number, fullInHours?: number): Edge {
  return {
    name: 'hall-2',
    state,
    lost: 0,
    connections: 1,
    buffer: { bytes, roomBytes: 1000, waitingBytes: bytes, bytesPerSecond: perSecond, ...(perSecond ? { lastsSeconds: 1000 / perSecond } : {}) },
    ...(fullInHours === undefined ? {} : { fullAt: new Date(NOW + fullInHours * 3_600_000).toISOString() }),
  };
}

test('a box that is there and has room for days is no concern', () => {
  expect(concern(edge('online', 10, 0.001), NOW)).toBe('none');
  expect(filled(edge('online', 10, 0.001), NOW)).toBe(0.01);
});

test('a buffer that lasts hours only is told before it is needed', () => {
  expect(concern(edge('online', 10, 0.1), NOW)).toBe('short');
});

test('a box that is away fills on while nobody hears of it', () => {
  const away = edge('away', 200, 800 / 36_000, 10);
  expect(filled(away, NOW)).toBeCloseTo(0.2);
  expect(filled(away, NOW + 5 * 3_600_000)).toBeCloseTo(0.6);
  expect(concern(away, NOW)).toBe('fillsSoon');
  expect(concern(away, NOW + 10 * 3_600_000)).toBe('full');
});

test('without anything told nothing is claimed', () => {
  expect(filled({ name: 'x', state: 'expected', lost: 0, connections: 1 }, NOW)).toBe(0);
  expect(concern({ name: 'x', state: 'expected', lost: 0, connections: 1 }, NOW)).toBe('none');
});
