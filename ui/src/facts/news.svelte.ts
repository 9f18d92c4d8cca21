import { untrack } from 'svelte';
import { live } from '../live/live.svelte';
import type { FactsNews } from '../server/facts';

/** Facts that went on with time are read again after this time, so that a burst of changes is read once, ms. */
const BREATH = 1_000;
/** Facts that were computed anew are read sooner: who said something is looking for it, ms. */
const AT_ONCE = 100;

type Listener = (news: FactsNews | undefined) => void;
const listeners = new Set<Listener>();

live.onFacts = (news) => listeners.forEach((listener) => listener(news));

/** Tells pages that something was entered here, so that they need not wait for the server to say so. */
export function entered(): void {
  listeners.forEach((listener) => listener(undefined));
}

/**
 * Reads now, every `ms` while the page is visible, and after facts of `machine` (or any) changed: at once where they were
 * computed anew, else soon; returns what ends it. An effect that follows does not depend on what is read: an answer would
 * begin it anew, and that would ask again at once.
 */
export function follow(read: () => void, ms: number, machine?: string): () => void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  const listener: Listener = (news) => {
    if (machine !== undefined && news?.workUnit !== undefined && news.workUnit !== machine) return;
    const wait = news?.recomputed ? AT_ONCE : BREATH;
    const at = performance.now() + wait;
    if (soon !== undefined && due <= at) return;
    clearTimeout(soon);
    due = at;
    soon = setTimeout(() => {
      soon = undefined;
      if (!document.hidden) read();
    }, wait);
  };
  listeners.add(listener);
  untrack(read);
  const timer = setInterval(() => document.hidden || read(), ms);
  return () => {
    listeners.delete(listener);
    clearTimeout(soon);
    clearInterval(timer);
  };
}
