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
  /** Median time of a cycle in the last 30 days; absent where it is not known. */
  observedCycle?: number | null;
}

const of = (id: string, verb = '') => `/standards/${encodeURIComponent(id)}${verb}`;

export async function standards(signal?: AbortSignal): Promise<Standard[]> {
  return (await get<Page<Standard>>('/standards', {}, signal)).items;
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
