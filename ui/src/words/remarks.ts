import { t, type Key } from './words.svelte';

/** Remarks that the server itself writes beside a version of the plant model, and what the pages say instead. */
const WRITTEN: [RegExp, Key][] = [
  [/^Add connection (?<id>\S+)$/, 'plant.remark.addConnection'],
  [/^Change connection (?<id>\S+)$/, 'plant.remark.changeConnection'],
  [/^Remove connection (?<id>\S+)$/, 'plant.remark.removeConnection'],
  [/^Add (?<n>\d+) signals to (?<id>\S+)$/, 'plant.remark.addSignals'],
  [/^Change how (?<id>\S+) is read for production$/, 'plant.remark.reading'],
  [/^Read (?<id>\S+) for production by its template and the defaults$/, 'plant.remark.defaults'],
  [/^Change what the codes of (?<id>\S+) mean$/, 'plant.remark.codes'],
  [/^simulated plant$/, 'plant.remark.simulated'],
];

/** A remark on a version of the plant model: somebody's own words as they are, the server's in the pages' language. */
export function remarkText(remark: string): string {
  for (const [form, key] of WRITTEN) {
    const found = form.exec(remark);
    if (found) return t(key, { ...found.groups });
  }
  return remark;
}
