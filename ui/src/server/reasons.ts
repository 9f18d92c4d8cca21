/** The catalogue of reasons people give for stops; none is ever removed. */
import { change, get } from './api';
import type { LossPolicy, Reason } from './facts';
import type { Label, Page } from './shapes';

/** Most used first. */
export async function reasons(signal?: AbortSignal): Promise<Reason[]> {
  return (await get<Page<Reason>>('/reasons', {}, signal)).items;
}

export function addReason(given: { id: string; name: Label; policy: LossPolicy }): Promise<Reason> {
  return change('POST', '/reasons', given);
}

/** What is left out stays as it is. */
export function changeReason(id: string, given: { name?: Label; hidden?: boolean }): Promise<Reason> {
  return change('PUT', `/reasons/${encodeURIComponent(id)}`, given);
}
