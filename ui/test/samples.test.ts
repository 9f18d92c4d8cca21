import { describe, expect, it } from 'vitest';
import { sortedNames, spans } from '../src/pages/imports/samples';
import { busy, type SampleLook } from '../src/server/sampleImports';

const name = (text: string, signal: string | null, leftOut = false) => ({ name: text, signal, leftOut, near: [] });
const look = { names: [name('a', 'm/a'), name('b', null), name('c', null, true), name('d', 'm/d')] } as unknown as SampleLook;

describe('names in a file of samples', () => {
  it('stand with those first that nobody knows, and those found late among them', () => {
    expect(sortedNames(look, ['e', 'b']).map((each) => each.name)).toEqual(['b', 'e', 'a', 'd', 'c']);
  });
});

describe('what signals hold', () => {
  it('is drawn on the time from the first to the last of all', () => {
    const bars = spans([
      { signal: 'm/a', samples: 2, from: '2026-11-29T00:00:00Z', to: '2026-11-29T12:00:00Z' },
      { signal: 'm/b', samples: 2, from: '2026-11-29T06:00:00Z', to: '2026-11-30T00:00:00Z' },
    ]);
    expect(bars.map(({ left, width }) => [left, width])).toEqual([[0, 0.5], [0.25, 0.75]]);
  });

  it('may be a single sample', () => {
    expect(spans([{ signal: 'm/a', samples: 1, from: '2026-11-29T00:00:00Z', to: '2026-11-29T00:00:00Z' }])[0]).toMatchObject({ left: 0, width: 0 });
    expect(spans([])).toEqual([]);
  });
});

describe('an import', () => {
  it('is at work while it waits, is tried or is filed', () => {
    expect((['waiting', 'checking', 'filing', 'done', 'cancelled'] as const).map(busy)).toEqual([true, true, true, false, false]);
  });
});
