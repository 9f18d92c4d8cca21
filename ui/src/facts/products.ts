import { change } from '../server/api';
import type { Product } from '../server/facts';
import { catalog } from './catalog.svelte';

const folded = (text: string) => text.trim().toLowerCase();
const words = ({ id, name }: Product) => [id, name.en, name.zh].map((word) => folded(word ?? '')).filter(Boolean);

/** Products that are called so, by number or by name in either language; a number names its product, whatever another one is called. */
export function called(text: string, products: readonly Product[]): Product[] {
  const exact = products.filter(({ id }) => id === text.trim());
  if (exact.length > 0) return exact;
  const wanted = folded(text);
  if (wanted === '') return [];
  const numbered = products.filter(({ id }) => folded(id) === wanted);
  return numbered.length > 0 ? numbered : products.filter((each) => words(each).includes(wanted));
}

/** The known product somebody may have meant: part of its name, or a name that is a few letters off. */
export function nearest(text: string, products: readonly Product[]): Product | undefined {
  const wanted = folded(text);
  if (wanted === '') return undefined;
  const part = products.find((each) => words(each).some((word) => word.includes(wanted) || wanted.includes(word)));
  if (part) return part;
  let best: { product: Product; edits: number } | undefined;
  for (const product of products) {
    for (const word of words(product)) {
      const far = edits(wanted, word);
      // Almost any two words of fewer letters are alike.
      if (word.length >= 4 && far <= Math.max(2, Math.floor(word.length / 3)) && (!best || far < best.edits)) best = { product, edits: far };
    }
  }
  return best?.product;
}

/** Letters to change, add or leave out (Levenshtein). */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), row[j]! + 1, next[j - 1]! + 1));
    row = next;
  }
  return row[b.length]!;
}

/**
 * The number of the product that is called so. One that nobody is called is added; the field has asked whether it is new.
 * Its name holds for both languages until someone translates it.
 */
export async function settled(text: string, name: string): Promise<string> {
  const known = called(text, catalog.products.data ?? []);
  if (known.length === 1) return known[0]!.id;
  const id = text.trim();
  const said = name.trim() || id;
  await change<Product>('PUT', `/products/${encodeURIComponent(id)}`, { name: { en: said, zh: said } });
  void catalog.products.load();
  return id;
}
