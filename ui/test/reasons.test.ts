import { describe, expect, it } from 'vitest';
import { idOf, nameOf } from '../src/pages/reasons/catalogue';

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
