import { LOOK_OF, urgency } from '../facts/calls';
import { catalog } from '../facts/catalog.svelte';
import { lookOf, stateWord } from '../facts/words';
import { clock } from '../live/clock.svelte';
import { live } from '../live/live.svelte';
import type { Call, MachineNow, ShiftReport } from '../server/facts';
import type { Certificate, Connection, Health, Signal, Label } from '../server/shapes';
import { asksForTrust, connectionFaultText } from '../words/faults';
import { valueText } from '../words/format';
import { unitLabel } from '../words/units';
import { label, t } from '../words/words.svelte';
import type { Machine } from './plant.svelte';
import { withRole } from './plant.svelte';
import { deviates, standing, stateOf, unused } from './standing';

/** Something a person should look at, with the one thing to do next. */
export interface Concern {
  id: string;
  look: 'alarm' | 'stopped' | 'warning' | 'noData' | 'action' | 'advice';
  who: string;
  title: string;
  text: string;
  /** Since when, ms; undefined where that is not known. */
  since: number | undefined;
  /** Whether it may be longer than that. */
  atLeast?: boolean;
  /** Pieces it has cost so far; what costs most stands first. */
  pieces?: number;
  action: string;
  href: string;
}

export interface Watched {
  machines: Iterable<Machine>;
  connections: readonly Connection[];
  certificates: readonly Certificate[];
  faults: NonNullable<Health['faults']>;
  /** What is counted in this shift; undefined without production. */
  report: ShiftReport | undefined;
  /** Open calls for help. */
  calls: readonly Call[];
  escalateAfter: readonly number[];
  /** Since when a signal is outside its normal band; `atLeast` where what is known does not reach back to it. */
  outsideSince: (signal: Signal) => { since: number | undefined; atLeast: boolean };
}

/** What needs attention now: what costs most pieces first, then the longest waiting. Read inside reactive code: it follows the live values. */
export function concerns(watched: Watched): Concern[] {
  if (live.lostAt !== undefined) return [ofLink(live.lostAt)];
  const done = new Map((watched.report?.machines ?? []).flatMap(({ id, now }) => (now ? [[id, now] as const] : [])));
  const all = [
    ...watched.faults.map(ofServer),
    ...ofJobs(watched.report),
    ...ofConnections(watched.connections),
    ...watched.certificates.filter((item) => !item.trusted).map(ofCertificate),
    ...[...watched.machines].flatMap((machine) => ofMachine(machine, done.get(machine.id), watched.outsideSince)),
    ...ofReasons(watched.report),
  ];
  all.sort((a, b) => (b.pieces ?? 0) - (a.pieces ?? 0) || (a.since ?? Number.POSITIVE_INFINITY) - (b.since ?? Number.POSITIVE_INFINITY));
  return [...watched.calls.flatMap((call) => ofCall(call, watched.escalateAfter)), ...all];
}

/** Somebody waits: that stands above all else, the longest first. Where help is there nobody else is needed. */
function ofCall(call: Call, escalateAfter: readonly number[]): Concern[] {
  const level = urgency(call, clock.second, escalateAfter);
  if (level === 'there') return [];
  return [
    {
      id: `call:${call.id}`,
      look: LOOK_OF[level],
      who: catalog.subject(call.workUnit),
      title: t('call.word', { kind: t(`call.${call.kind}`), step: t(`call.level.${level}`) }),
      text: t(`call.is.${call.state}`, { who: catalog.person(call.steps[call.steps.length - 1]?.author ?? '') }),
      since: Date.parse(call.calledAt),
      action: t('attention.openMachine'),
      href: `/machine/${encodeURIComponent(call.workUnit)}`,
    },
  ];
}

/** Without the link nothing else is known, so nothing else is said. */
function ofLink(since: number): Concern {
  return {
    id: 'link',
    look: 'noData',
    who: t('attention.server'),
    title: t('attention.link'),
    text: t('attention.linkText'),
    since,
    action: t('attention.openSystem'),
    href: '/system',
  };
}

function ofServer(fault: { code: string; text: Label }): Concern {
  return {
    id: `server:${fault.text.en}`,
    look: 'action',
    who: t('attention.server'),
    title: label(fault.text),
    text: '',
    since: undefined,
    action: t('attention.openSystem'),
    href: '/system',
  };
}

/** How far apart connections may be lost that are lost together, ms: as long as the slowest takes to be given up. */
const TOGETHER = 2 * 60_000;

/** Connections that were all lost together are one concern: it is not the machines. */
function ofConnections(connections: readonly Connection[]): Concern[] {
  const lost = connections.filter(({ state }) => state !== 'connected').map(({ lastProofOfLife }) => Date.parse(lastProofOfLife ?? ''));
  const first = Math.min(...lost);
  if (lost.length < 2 || lost.length < connections.length || !(Math.max(...lost) - first <= TOGETHER)) return connections.flatMap(ofConnection);
  return [
    {
      id: 'vanished',
      look: 'noData',
      who: t('attention.plant'),
      title: t('attention.vanished'),
      text: t('attention.vanishedText', { n: lost.length }),
      since: first,
      action: t('attention.diagnose'),
      href: '/connections',
    },
  ];
}

function ofConnection(connection: Connection): Concern[] {
  const who = label(connection.name, connection.id);
  const found: Concern[] = [];
  // A certificate nobody has trusted is its own entry, with the person's decision as the action.
  if (connection.state !== 'connected' && connection.fault && !asksForTrust(connection.fault) && !unused(connection)) {
    const { what, advice } = connectionFaultText(connection.fault, connection.endpoint);
    found.push({
      id: `connection:${connection.id}`,
      look: 'noData',
      who,
      title: what,
      text: advice,
      since: Date.parse(connection.lastProofOfLife ?? connection.since),
      action: t('attention.diagnose'),
      href: `/connections?id=${encodeURIComponent(connection.id)}`,
    });
  }
  if (connection.refused.length > 0) {
    const names = connection.refused.map((refusal) => refusal.signal);
    found.push({
      id: `refused:${connection.id}`,
      look: 'advice',
      who,
      title: t('attention.refused', { n: names.length }),
      text: names.slice(0, 3).join(', ') + (names.length > 3 ? ' …' : ''),
      since: Date.parse(connection.since),
      action: t('attention.seeWhy'),
      href: `/connections?id=${encodeURIComponent(connection.id)}`,
    });
  }
  return found;
}

function ofCertificate(certificate: Certificate): Concern {
  return {
    id: `certificate:${certificate.thumbprint}`,
    look: 'action',
    who: certificate.connection ?? certificate.subject,
    title: t('attention.certificate'),
    text: certificate.subject,
    since: undefined,
    action: t('attention.decide'),
    href: `/connections?id=${encodeURIComponent(certificate.connection ?? '')}`,
  };
}

function ofJobs(report: ShiftReport | undefined): Concern[] {
  const late = report?.jobs.late ?? 0;
  if (late === 0) return [];
  return [
    {
      id: 'jobs',
      look: 'warning',
      who: t('nav.jobs'),
      title: t('attention.jobsLate', { n: late }),
      text: '',
      since: undefined,
      action: t('attention.openJobs'),
      href: '/jobs?show=late',
    },
  ];
}

/** Stops of before that nobody has explained; the present ones stand with their machines. */
function ofReasons(report: ShiftReport | undefined): Concern[] {
  const open = (report?.machines ?? []).filter(({ now }) => now?.reasonMissing).length;
  const missing = (report?.reasonMissing ?? 0) - open;
  if (!report || missing <= 0) return [];
  return [
    {
      id: 'reasons',
      look: 'action',
      who: t('reason.missing'),
      title: t('attention.reasons', { n: missing }),
      text: t('attention.reasonsText'),
      since: undefined,
      action: t('attention.giveReasons'),
      href: '/oee?pick=stop:none',
    },
  ];
}

/** A stop in planned time, with what it has cost so far. */
function ofStop(id: string, who: string, now: MachineNow): Concern[] {
  const look = lookOf(now);
  if (now.stop === null || (look !== 'stopped' && look !== 'action')) return [];
  const since = Date.parse(now.stop);
  const pieces = now.cycle ? ((clock.second - since) / 1000 / now.cycle.cycle) * now.cycle.partsPerCycle : undefined;
  const title = now.reason === null ? `${stateWord(now.state)} · ${t('reason.missing')}` : t('attention.stopped', { state: catalog.reason(now.reason) });
  const stop = encodeURIComponent(now.stop);
  return [
    {
      id: `stopped:${id}`,
      look,
      who,
      title,
      text: catalog.product(now.product),
      since,
      ...(pieces === undefined ? {} : { pieces }),
      action: now.reason === null ? t('stops.give') : t('attention.openMachine'),
      href: `/machine/${encodeURIComponent(id)}${now.reason === null ? `?stop=${stop}` : ''}`,
    },
  ];
}

function ofMachine({ id, unit }: Machine, counted: MachineNow | undefined, outsideSince: Watched['outsideSince']): Concern[] {
  const who = label(unit.name, id);
  const found: Concern[] = counted ? ofStop(id, who, counted) : [];
  const state = withRole(unit, 'state');
  if (state && !counted) {
    const now = live.signal(state.key);
    const known = standing(state, now) === 'good' || standing(state, now) === 'uncertain';
    const named = stateOf(state, now.latest?.value);
    if (known && named?.meaning === 'stopped') {
      const title = t('attention.stopped', { state: label(named.name) });
      const href = `/machine/${encodeURIComponent(id)}`;
      const action = t('attention.openMachine');
      found.push({ id: `stopped:${id}`, look: 'stopped', who, title, text: '', since: now.since, action, href });
    }
  }
  for (const signal of unit.signals) {
    if (!signal.normal || !deviates(signal)) continue;
    const now = live.signal(signal.key);
    const unitSign = unitLabel(signal.unit);
    const args = {
      signal: label(signal.name, signal.id),
      value: `${valueText(now.latest?.value)} ${unitSign}`.trim(),
      low: valueText(signal.normal.low),
      high: `${valueText(signal.normal.high)} ${unitSign}`.trim(),
    };
    found.push({
      id: `outside:${signal.key}`,
      look: 'warning',
      who,
      title: t('attention.outside', args),
      text: t('attention.normal', args),
      ...outsideSince(signal),
      action: t('attention.openTrend'),
      href: `/trends?s=${signal.key}&range=1h`,
    });
  }
  return found;
}
