import { live } from '../live/live.svelte';
import type { FactsNews } from '../server/facts';

/** Facts that changed are read again after this time, so that a burst of changes is read once, ms. */
const BREATH = 1_000;

type Listener = (news: FactsNews | undefined) => void;
const listeners = new Set<Listener>();

live.onFacts = (news) => listeners.forEach((listener) => listener(news));

/** Tells pages that something was entered here, so that they need not wait for the server to say so. */
export function entered(): void {
  listeners.forEach((listener) => listener(undefined));
}

/**
 * Reads now, every `ms` while the page is visible, and soon after facts of `machine` (or any) changed; returns what ends
 * it.
 */
export function follow(read: () => void, ms: number, machine?: string): () => void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  const listener: Listener = (news) => {
    if (machine !== undefined && news?.workUnit !== undefined && news.workUnit !== machine) return;
    soon ??= setTimeout(() => {
      soon = undefined;
      if (!document.hidden) read();
    }, BREATH);
  };
  listeners.add(listener);
  read();
  const timer = setInterval(() => document.hidden || read(), ms);
  return () => {
    listeners.delete(listener);
    clearTimeout(soon);
    clearInterval(timer);
  };
}
