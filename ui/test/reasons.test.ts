import { describe, expect, it } from 'vitest';
import { idOf, moved, nameOf, shareOfOther } from '../src/pages/reasons/catalogue';
import type { Loss } from '../src/server/facts';

describe('a new reason', () => {
  it('has a name in both languages, where need be the same', () => {
    expect(nameOf(' Feeder jam ', '')).toEqual({ en: 'Feeder jam', zh: 'Feeder jam' });
    expect(nameOf('Feeder jam', '供料卡滞')).toEqual({ en: 'Feeder jam', zh: '供料卡滞' });
    expect(nameOf('  ', '')).toBeUndefined();
  });

  it('has an id people can read, which nobody has yet', () => {
    expect(idOf({ en: 'No material (steel)!' }, new Set())).toBe('no-material-steel');
    expect(idOf({ en: 'Feeder jam' }, new Set(['feeder-jam', 'feeder-jam-2']))).toBe('feeder-jam-3');
    expect(idOf({ en: '待料', zh: '待料' }, new Set())).toBe('reason-2');
  });
});

describe('the order of reasons', () => {
  it('changes by one place at a time, and not beyond its ends', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  });
});

describe('other', () => {
  const loss = (kind: Loss['kind'], key: string | null, seconds: number): Loss => ({ kind, key, seconds, pieces: 0, count: 1 });

  it('is a part of the stops with a reason', () => {
    const losses = [loss('stop', 'other', 20), loss('stop', 'breakdown', 70), loss('setup', 'changeover', 10), loss('stop', null, 500), loss('speed', null, -40)];
    expect(shareOfOther(losses)).toBe(0.2);
    expect(shareOfOther([loss('stop', null, 500)])).toBeUndefined();
  });
});
