import type { SampleLook, SignalSpan } from '../../server/sampleImports';

/** More names than anybody would read. */
export const SHOWN_NAMES = 200;

export type Name = SampleLook['names'][number];

/** The names in a file, what nobody knows first; those found late have not been looked at. */
export function sortedNames(look: SampleLook, late: readonly string[]): Name[] {
  const seen = new Set(look.names.map(({ name }) => name));
  const all: Name[] = [...look.names, ...late.filter((name) => !seen.has(name)).map((name) => ({ name, signal: null, leftOut: false, near: [] }))];
  const rank = ({ signal, leftOut }: Name) => (signal ? 1 : leftOut ? 2 : 0);
  return all.map((name, at) => ({ name, at })).sort((a, b) => rank(a.name) - rank(b.name) || a.at - b.at).map(({ name }) => name);
}

/** Where each signal has samples on the time from the first to the last of all, as parts of it. */
export function spans(signals: readonly SignalSpan[]): (SignalSpan & { left: number; width: number })[] {
  const from = Math.min(...signals.map((each) => Date.parse(each.from)));
  const length = Math.max(1, Math.max(...signals.map((each) => Date.parse(each.to))) - from);
  return signals.map((each) => {
    const left = (Date.parse(each.from) - from) / length;
    return { ...each, left, width: (Date.parse(each.to) - from) / length - left };
  });
}
