import { change } from '../server/api';
import type { Product } from '../server/facts';
import { catalog } from './catalog.svelte';

/** Adds a product that is not known yet; its name holds for both languages until someone translates it. */
export async function known(id: string, name: string): Promise<void> {
  if (catalog.products.data?.some((each) => each.id === id)) return;
  const text = name.trim() || id;
  await change<Product>('PUT', `/products/${encodeURIComponent(id)}`, { name: { en: text, zh: text } });
  void catalog.products.load();
}
