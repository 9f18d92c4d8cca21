import { describe, expect, it } from 'vitest';
import { concerns } from '../src/plant/attention';
import type { Connection } from '../src/server/shapes';

const AT = Date.UTC(2026, 10, 24, 6);
const MINUTE = 60_000;

const connection = (id: string, state: Connection['state'], minute?: number) =>
  ({
    id,
    name: { en: id },
    endpoint: 'opc.tcp://127.0.0.1:4840',
    state,
    since: new Date(AT).toISOString(),
    refused: [],
    ...(minute === undefined ? {} : { lastProofOfLife: new Date(AT + minute * MINUTE).toISOString() }),
    ...(state === 'connected' ? {} : { fault: { code: 'unreachable', text: 'no answer' } }),
  }) as unknown as Connection;

const of = (...connections: Connection[]) =>
  concerns({ machines: [], connections, certificates: [], faults: [], report: undefined, calls: [], escalateAfter: [300, 900], outsideSince: () => ({ since: undefined, atLeast: false }) });

describe('connections that are lost', () => {
  it('are one concern where all were lost together', () => {
    const found = of(connection('a', 'waiting', 10), connection('b', 'waiting', 11));
    expect(found.map(({ id, since }) => [id, since])).toEqual([['vanished', AT + 10 * MINUTE]]);
  });

  it('are each its own where they were lost one by one, or one still stands', () => {
    expect(of(connection('a', 'waiting', 10), connection('b', 'waiting', 14)).map(({ id }) => id)).toEqual(['connection:a', 'connection:b']);
    expect(of(connection('a', 'waiting', 10), connection('b', 'waiting', 10), connection('c', 'connected', 20))).toHaveLength(2);
    expect(of(connection('a', 'waiting', 10))).toHaveLength(1);
  });

  it('are none where it never answered and no signal uses it: a mistyped address', () => {
    expect(of({ ...connection('a', 'waiting'), signals: 0 })).toEqual([]);
    expect(of({ ...connection('a', 'waiting'), signals: 1 })).toHaveLength(1);
    expect(of({ ...connection('a', 'waiting', 10), signals: 0 })).toHaveLength(1);
  });

  it('are each its own where it is not known that they ever stood', () => {
    expect(of(connection('a', 'waiting', 10), connection('b', 'waiting')).map(({ id }) => id)).toContain('connection:b');
  });
});
