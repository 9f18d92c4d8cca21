import { describe, expect, it } from 'vitest';
import { called, nearest } from '../src/facts/products';
import type { Product } from '../src/server/facts';

const products: Product[] = [
  { id: 'pump-a', name: { en: 'Pump A', zh: '水泵 A' } },
  { id: 'shaft', name: { en: 'Pump shaft', zh: '泵轴' } },
  { id: 'T-1', name: { en: 'Twin', zh: '双件' } },
  { id: 'T-2', name: { en: 'Twin', zh: 'T-1' } },
];
const ids = (text: string) => called(text, products).map(({ id }) => id);

describe('finding a product', () => {
  it('takes the number or the name in either language, however it is capitalised', () => {
    for (const text of ['pump-a', 'PUMP-A', ' 水泵 A ', 'pump a']) expect(ids(text)).toEqual(['pump-a']);
  });
  it('takes a number before a name, and a name of several for none of them', () => {
    expect(ids('t-1')).toEqual(['T-1']);
    expect(ids('twin')).toEqual(['T-1', 'T-2']);
    expect(ids('')).toEqual([]);
  });
  it('knows what may be meant, and nothing where no word is like it', () => {
    expect(nearest('水泵轴', products)?.id).toBe('shaft');
    expect(nearest('Pump shfat', products)?.id).toBe('shaft');
    expect(nearest('齿轮', products)).toBeUndefined();
  });
});
