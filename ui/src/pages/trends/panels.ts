import type { Signal } from '../../server/shapes';

/** One chart of the trends page: signals that share a unit, and with it an axis. */
export interface Panel {
  id: string;
  unit: string;
  signals: Signal[];
}

/** Groups signals by unit in the order they were chosen; counters count apart from measured values. */
export function panelsOf(signals: readonly Signal[]): Panel[] {
  const panels = new Map<string, Panel>();
  for (const signal of signals) {
    if (signal.kind !== 'analog' && signal.kind !== 'counter') continue;
    const id = signal.kind === 'counter' ? `counter:${signal.unit}` : signal.unit;
    const panel = panels.get(id) ?? { id, unit: signal.unit, signals: [] };
    panel.signals.push(signal);
    panels.set(id, panel);
  }
  return [...panels.values()];
}

/** Signals whose name, machine or key has every word of the search; the machine's name is given. */
export function found(signals: Iterable<Signal>, search: string, nameOf: (signal: Signal) => string): Signal[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const hits: Signal[] = [];
  for (const signal of signals) {
    const text = `${nameOf(signal)} ${signal.name.en ?? ''} ${signal.name.zh ?? ''} ${signal.key}`.toLowerCase();
    if (words.every((word) => text.includes(word))) hits.push(signal);
  }
  return hits;
}
