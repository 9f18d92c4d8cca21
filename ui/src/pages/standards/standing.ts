import type { MachineShift } from '../../server/facts';
import type { Standard } from '../../server/standards';

/** OEE is shown where confirmed standards cover this part of planned time. */
export const SHOWN_FROM = 0.8;

/** Less time without a product, s, is the moment between two of them. */
const LEAST_GAP = 60;

/** What holds for one product (and tool) on a machine: now, before, and from a later time on. */
export interface Line {
  product: string;
  tool: string | null;
  now: Standard | undefined;
  /** Newest first. */
  earlier: Standard[];
  /** Next first. */
  coming: Standard[];
}

/** Standards of one machine by product and tool. */
export function lines(standards: readonly Standard[], at: number): Line[] {
  const byKey = new Map<string, Standard[]>();
  for (const standard of standards) {
    const key = JSON.stringify([standard.product, standard.tool]);
    byKey.set(key, [...(byKey.get(key) ?? []), standard]);
  }
  const from = (standard: Standard) => Date.parse(standard.validFrom);
  return [...byKey.values()]
    .map((all) => {
      const begun = all.filter((each) => from(each) <= at).sort((a, b) => from(b) - from(a));
      const coming = all.filter((each) => from(each) > at).sort((a, b) => from(a) - from(b));
      return { product: all[0]!.product, tool: all[0]!.tool, now: begun[0], earlier: begun.slice(1), coming };
    })
    .sort((a, b) => a.product.localeCompare(b.product) || (a.tool ?? '').localeCompare(b.tool ?? ''));
}

/** Until when an earlier one held: the next took over. */
export function until(line: Line, earlier: Standard): string {
  return (line.earlier[line.earlier.indexOf(earlier) - 1] ?? line.now)!.validFrom;
}

/**
 * Since when a standard that is stated now is proposed to hold, ms. The first one of a product on a machine holds for all
 * of the running shift: from now on it would leave what was made before without one, and the shift without OEE.
 */
export function proposedFrom(all: readonly Standard[], given: { workUnit: string; product: string }, shiftFrom: number | undefined, now: number): number {
  const first = !all.some((each) => each.workUnit === given.workUnit && each.product === given.product);
  return first && shiftFrom !== undefined ? Math.min(shiftFrom, now) : now;
}

/** One thing that keeps a machine's OEE from being shown. */
export type Gap =
  | { kind: 'unconfirmed'; standard: Standard }
  | { kind: 'noStandard'; product: string }
  /** Planned time of the shift in which no product was set, s. */
  | { kind: 'noProduct'; seconds: number };

/** How far a machine's standards are confirmed in a shift, and what to do about it. */
export interface Confirmed {
  /** Part of planned time with a confirmed standard; null without planned time. */
  share: number | null;
  gaps: Gap[];
}

/**
 * @param shift what the machine did in the shift; undefined where nothing is known of it
 * @param from when the shift began, ms: what held in it counts too
 */
export function confirmed(all: readonly Line[], shift: MachineShift | undefined, from = Number.POSITIVE_INFINITY): Confirmed {
  const value = (measure: 'plannedTime' | 'standardTime' | 'noProductTime') => shift?.figures[measure]?.value ?? 0;
  const planned = value('plannedTime');
  const gaps: Gap[] = all
    .flatMap((line) => [...(line.now ? [line.now] : []), ...line.earlier.filter((each) => Date.parse(until(line, each)) > from)])
    .filter((each) => each.confirmed === null)
    .map((standard) => ({ kind: 'unconfirmed', standard }));
  const product = shift?.now?.product ?? null;
  if (product !== null && !all.some((line) => line.product === product && line.now)) gaps.push({ kind: 'noStandard', product });
  if (value('noProductTime') >= LEAST_GAP) gaps.push({ kind: 'noProduct', seconds: value('noProductTime') });
  return { share: planned > 0 ? value('standardTime') / planned : null, gaps };
}

/** Pieces an hour at the planned cycle, without any stop. */
export function rate({ cycle, partsPerCycle }: Pick<Standard, 'cycle' | 'partsPerCycle'>): number {
  return (3600 / cycle) * partsPerCycle;
}
