/** The catalogue of reasons people give for stops; none is ever removed. */
import { change, get } from './api';
import type { LossPolicy, Reason } from './facts';
import type { Label } from './shapes';

/** In the order people gave them; where they gave none, most used first. */
export interface Reasons {
  items: Reason[];
  ordered: boolean;
}

export function reasons(signal?: AbortSignal): Promise<Reasons> {
  return get('/reasons', {}, signal);
}

/** Gives the reasons an order; without ids the most used stand first again. */
export function orderReasons(order: string[]): Promise<Reasons> {
  return change('PUT', '/reasons', { order });
}

export function addReason(given: { id: string; name: Label; policy: LossPolicy }): Promise<Reason> {
  return change('POST', '/reasons', given);
}

/** What is left out stays as it is. */
export function changeReason(id: string, given: { name?: Label; hidden?: boolean }): Promise<Reason> {
  return change('PUT', `/reasons/${encodeURIComponent(id)}`, given);
}
