import { change, get } from '../server/api';
import type { Correction, Entry } from '../server/facts';
import type { Page } from '../server/shapes';

/** An entry as lists tell it: `until` is where one without an end was ended by the next. */
type Listed = Entry & { until?: string };

/** Staffing that would hold on after a moment, or come back once what was said over it ends. */
export function holdingOn(entries: readonly Listed[], at: number): Listed[] {
  return entries.filter(({ claim, from, to, until }) => {
    const end = to ?? until;
    return claim.kind === 'staffing' && Date.parse(from) < at && (end === undefined || end === null || Date.parse(end) > at);
  });
}

/**
 * Ends all staffing of a machine that holds at a moment, so that nothing older comes back.
 *
 * @param at ms
 * @returns puts it back as it was
 */
export async function endStaffing(machine: string, at: number): Promise<() => Promise<void>> {
  const iso = (ms: number) => new Date(ms).toISOString();
  const { items } = await get<Page<Listed>>('/entries', { workUnit: machine, from: iso(at), to: iso(at + 1) });
  const ended: { before: Listed; after: Entry }[] = [];
  for (const before of holdingOn(items, at)) {
    const { id, revision, from, claim } = before;
    const said: Correction = { revision, from, to: iso(at), claim };
    ended.push({ before, after: await change<Entry>('PUT', `/entries/${encodeURIComponent(id)}`, said) });
  }
  return async () => {
    for (const { before, after } of ended) {
      const said: Correction = { revision: after.revision, from: before.from, to: before.to, claim: before.claim };
      await change('PUT', `/entries/${encodeURIComponent(before.id)}`, said);
    }
  };
}

/** What goes back along with an entry that is taken back, by the entry's id. */
export const alongWith = new Map<string, () => Promise<void>>();
