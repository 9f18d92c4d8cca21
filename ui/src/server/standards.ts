/** How products are to be made on machines, as the server tells it under /api/v1. */
import { change, get } from './api';
import type { Page } from './shapes';

/** Where figures come from, best known first. */
export const ORIGINS = ['measured', 'calculated', 'guessed'] as const;
export type StandardOrigin = (typeof ORIGINS)[number];

export interface NewStandard {
  workUnit: string;
  product: string;
  /** For people. */
  operation: string | null;
  /** It holds with this tool alone; null: with any. */
  tool: string | null;
  validFrom: string;
  /** Planned time of one cycle, s: what speed is measured by. */
  cycle: number;
  partsPerCycle: number;
  /** Pieces an hour boards ask for; null: none. Never the cycle's rate. */
  targetPerHour: number | null;
  origin: StandardOrigin;
}

export interface Standard extends NewStandard {
  id: string;
  revision: number;
  /** Who stated these figures, or confirmed them. */
  author: string;
  changedAt: string;
  confirmed: { by: string; at: string } | null;
}

/** What cycles of a product took on a machine in the last 30 days; one for each standard that holds for it. */
export interface Cycle {
  workUnit: string;
  product: string;
  /** null where there is none. */
  standard: string | null;
  revision: number | null;
  /** Median over steady hours, s; of a piece where there is no standard. null where too little is known. */
  observed: number | null;
  /** The cycle the machine keeps where the planned one looks too slow, s, and from how many steady hours. */
  proposal: { cycle: number; hours: number } | null;
}

const of = (id: string, verb = '') => `/standards/${encodeURIComponent(id)}${verb}`;

export async function standards(signal?: AbortSignal): Promise<Standard[]> {
  return (await get<Page<Standard>>('/standards', {}, signal)).items;
}

export async function cycles(workUnit?: string, signal?: AbortSignal): Promise<Cycle[]> {
  return (await get<Page<Cycle>>('/cycles', { workUnit }, signal)).items;
}

/** A cycle as people state it: three figures of what was observed. */
export function stated(observed: number): number {
  return Number(observed.toPrecision(3));
}

/**
 * States a cycle that was observed, from a time on, and confirms it; `id` is made by the caller. What nobody confirmed and
 * began later is corrected instead: else it would take over again.
 */
export async function takeObserved(id: string, given: NewStandard, observed: number, at: string, standard?: Standard): Promise<Standard> {
  const said: NewStandard = { ...given, cycle: stated(observed), origin: 'measured', validFrom: at };
  const begun = standard && standard.confirmed === null && Date.parse(standard.validFrom) >= Date.parse(at);
  return confirmStandard(await (begun ? correctStandard(standard.id, standard.revision, said, '') : addStandard(id, said, '')));
}

/** Keeps a planned cycle that looks too slow; nobody is asked again until its figures change. */
export function keepStandard(id: string, revision: number): Promise<void> {
  return change('POST', of(id, '/keep'), { revision });
}

/** `id` is made here, so that sending it again changes nothing; `remark` says why, where the server asks for it. */
export function addStandard(id: string, given: NewStandard, remark: string): Promise<Standard> {
  return change('POST', '/standards', { id, ...given, remark });
}

/** States other figures as if they had been said so in the first place; they have to be confirmed anew. */
export function correctStandard(id: string, revision: number, given: NewStandard, remark: string): Promise<Standard> {
  return change('PUT', of(id), { revision, ...given, remark });
}

export function confirmStandard({ id, revision }: Standard): Promise<Standard> {
  return change('POST', of(id, '/confirm'), { revision });
}

export function retireStandard({ id, revision }: Standard, remark: string): Promise<void> {
  return change('DELETE', of(id), undefined, { query: { revision, remark: remark || undefined } });
}

/** The figures alone, without what the server knows of them. */
export function figuresOf({ workUnit, product, operation, tool, validFrom, cycle, partsPerCycle, targetPerHour, origin }: Standard): NewStandard {
  return { workUnit, product, operation, tool, validFrom, cycle, partsPerCycle, targetPerHour, origin };
}
