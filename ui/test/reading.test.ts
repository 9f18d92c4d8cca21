import { describe, expect, it } from 'vitest';
import { draftOf, faultsOf, fitting, sentOf } from '../src/pages/machine/reading';
import type { Reading } from '../src/server/reading';
import type { Signal, SignalKind } from '../src/server/shapes';

const signal = (id: string, kind: SignalKind): Signal => ({
  ref: 1, key: `m/${id}`, id, name: { en: id }, kind, role: 'none', unit: '', connection: 'c', address: id, samplingIntervalMs: 500,
});
const SIGNALS = [signal('run', 'state'), signal('parts', 'counter'), signal('kw', 'analog')];
const FRESH: Reading = {
  role: 'utility', shortStopLimit: 300, stopAfter: 300, power: null,
  count: { oneCount: 'part', pieces: 1, rollover: null, plausible: 10_000 }, programs: { O1: 'a' },
  signals: { state: null, count: null, power: null, program: null }, countingPoint: false, stated: false,
};

describe('a machine nobody said anything of', () => {
  it('is proposed to be read by the signals it has', () => {
    const draft = draftOf(FRESH, SIGNALS);
    expect(draft).toMatchObject({ role: 'production', source: 'state', state: 'run', count: 'parts', shortStop: 5 });
    expect(faultsOf(draft)).toEqual([]);
  });

  it('is left to a person where two signals would do', () => {
    const draft = draftOf(FRESH, [...SIGNALS, signal('mode', 'state')]);
    expect(draft).toMatchObject({ source: 'count', state: '' });
  });

  it('is a manual station without any', () => {
    expect(draftOf(FRESH, [])).toMatchObject({ source: 'none', count: '' });
  });
});

it('keeps that a machine supplies, where somebody said so', () => {
  expect(draftOf({ ...FRESH, stated: true }, SIGNALS)).toMatchObject({ role: 'utility', source: 'none' });
});

it('offers signals by what they measure', () => {
  expect(fitting(SIGNALS, 'count').map(({ id }) => id)).toEqual(['parts']);
});

describe('what a person fills in', () => {
  const draft = draftOf(FRESH, SIGNALS);

  it('is checked where it would not work', () => {
    expect(faultsOf({ ...draft, state: '' })).toEqual(['noState']);
    expect(faultsOf({ ...draft, source: 'power' })).toEqual(['noBands']);
    expect(faultsOf({ ...draft, source: 'power', offBelow: 5, runningFrom: 2 })).toEqual(['bandsCross']);
    expect(faultsOf({ ...draft, ends: 'rollover', rollover: 1.5, pieces: 0 })).toEqual(['pieces', 'rollover']);
    expect(faultsOf({ ...draft, source: 'count', count: '', stopAfter: null })).toEqual(['noCounter', 'stopAfter']);
    expect(faultsOf({ ...draft, role: 'utility', shortStop: null })).toEqual([]);
  });

  it('becomes what the server takes', () => {
    const sent = sentOf({ ...draft, source: 'power', power: 'kw', offBelow: 1, runningFrom: 4, shortStop: 2.5, ends: 'rollover', rollover: 65535 }, FRESH);
    expect(sent).toMatchObject({
      role: 'production', shortStopLimit: 150, power: { offBelow: 1, runningFrom: 4 }, programs: { O1: 'a' },
      signals: { state: null, count: 'parts', power: 'kw', program: null },
    });
    expect(sent.count.rollover).toBe(65535);
    expect(sentOf({ ...draft, ends: 'reset', rollover: 65535 }, FRESH).count.rollover).toBeNull();
  });
});
