import type { Fault } from '../server/shapes';
import { known, t } from './words.svelte';

export interface FaultText {
  /** What is wrong, in one sentence. */
  what: string;
  /** What a person can do about it. */
  advice: string;
}

/** `10.0.0.7:4840` of an endpoint address; the address itself where it has no such form. */
export function hostOf(endpoint: string): string {
  return /^[a-z.+]+:\/\/([^/]+)/i.exec(endpoint)?.[1] ?? endpoint;
}

/** Whether a fault goes away when a person trusts the certificate the source has shown. */
export function asksForTrust(fault: Fault | undefined): boolean {
  return fault?.kind === 'certificateUntrusted' || fault?.kind === 'certificateExpired';
}

/** Why a connection is down, and what to do, in the pages' language. */
export function connectionFaultText(fault: Fault, endpoint: string): FaultText {
  const args = { ...fault.details, host: hostOf(endpoint || fault.details?.['endpoint'] || '') };
  const what = `fault.${fault.kind}`;
  const advice = `fault.${fault.kind}.do`;
  return {
    what: known(what) ? t(what, args) : fault.message,
    advice: known(advice) ? t(advice, args) : '',
  };
}
