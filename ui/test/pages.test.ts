import { describe, expect, it } from 'vitest';
import { rowWindow } from '../src/parts/window';
import { addressOf } from '../src/pages/connections/address';
import { grouped, ofConnection } from '../src/pages/connections/certificates';
import { kindOf } from '../src/pages/connections/kinds';
import { books } from '../src/pages/plant/books';
import { lineCount, lineSpan, positionOf } from '../src/pages/plant/lines';
import { found, panelsOf } from '../src/pages/trends/panels';
import { indexOf } from '../src/plant/plant.svelte';
import { outside, stateOf } from '../src/plant/standing';
import { match } from '../src/router.svelte';
import { address } from '../src/server/api';
import { Problem } from '../src/server/problem';
import type { Certificate, Plant, Signal } from '../src/server/shapes';
import { asksForTrust, hostOf } from '../src/words/faults';

function signal(key: string, more: Partial<Signal> = {}): Signal {
  const id = key.split('/')[1]!;
  return { ref: 1, key, id, name: { en: id }, kind: 'analog', role: 'none', unit: '%', connection: 'c', address: 'a', samplingIntervalMs: 100, ...more };
}

describe('addresses of pages', () => {
  const routes = { '/': 'overview', '/machine/:id': 'machine', '/connections/new': 'connect', '/connections/:id/signals': 'pick' };
  it('are matched with their parameters, decoded', () => {
    expect(match(routes, '/')).toEqual({ name: 'overview', params: {} });
    expect(match(routes, '/machine/cnc%201')).toEqual({ name: 'machine', params: { id: 'cnc 1' } });
    expect(match(routes, '/connections/new/')).toEqual({ name: 'connect', params: {} });
    expect(match(routes, '/connections/x/signals')).toEqual({ name: 'pick', params: { id: 'x' } });
  });

  it('that nobody knows match nothing', () => {
    expect(match(routes, '/machine/')).toBeUndefined();
    expect(match(routes, '/nope')).toBeUndefined();
    expect(match(routes, '/machine/%E0%A4%A')).toEqual({ name: 'machine', params: { id: '%E0%A4%A' } });
  });
});

describe('calls of the server', () => {
  it('leave out what is not asked for', () => {
    expect(address('/history', { signals: 'a/b,c/d', cursor: undefined, limit: 5 })).toBe('/api/v1/history?signals=a%2Fb%2Cc%2Fd&limit=5');
  });

  it('turn refusals into problems with a code, and anything else into one too', async () => {
    const refused = new Response(JSON.stringify({ status: 422, code: 'invalid-plant', detail: 'line 3', errors: [{ line: 3 }] }), { status: 422 });
    expect(await Problem.of(refused)).toMatchObject({ code: 'invalid-plant', status: 422, detail: 'line 3', errors: [{ line: 3 }] });
    const throttled = new Response('{"code":"throttled"}', { status: 429, headers: { 'Retry-After': '30' } });
    expect(await Problem.of(throttled)).toMatchObject({ code: 'throttled', retryAfter: 30 });
    expect(await Problem.of(new Response('<html>', { status: 502 }))).toMatchObject({ code: 'http-502', status: 502 });
  });
});

describe('a long list', () => {
  it('draws only the rows that can be seen and a few more', () => {
    expect(rowWindow(0, 600, 40, 10_000)).toEqual({ first: 0, last: 23 });
    expect(rowWindow(4000, 600, 40, 10_000)).toEqual({ first: 92, last: 123 });
    expect(rowWindow(399_400, 600, 40, 10_000)).toEqual({ first: 9977, last: 10_000 });
  });

  it('draws none of none, also when it was scrolled before it shrank', () => {
    expect(rowWindow(5000, 600, 40, 0)).toEqual({ first: 0, last: 0 });
  });
});

describe('a plant', () => {
  it('is looked up by machine and signal', () => {
    const unit = { id: 'cnc-1', name: {}, signals: [signal('cnc-1/load')] };
    const center = { id: 'line-1', name: {}, kind: 'productionLine', workUnits: [unit] };
    const site = { id: 's', name: {}, calendar: { zone: 'UTC', dayStart: '07:00', shifts: [] }, areas: [{ id: 'a', name: {}, workCenters: [center] }] };
    const plant: Plant = { version: 1, at: '', author: '', enterprise: { id: 'e', name: {}, sites: [site] } };
    const index = indexOf(plant);
    expect(index.machines.get('cnc-1')?.center.id).toBe('line-1');
    expect(index.machineOf.get('cnc-1/load')?.id).toBe('cnc-1');
    expect(indexOf(undefined).signals.size).toBe(0);
  });

  it('has signals that are found by every word of a search', () => {
    const all = [signal('cnc-1/spindle-load'), signal('cnc-2/spindle-load'), signal('cnc-1/power')];
    expect(found(all, 'cnc-1 LOAD', () => '').map(({ key }) => key)).toEqual(['cnc-1/spindle-load']);
    expect(found(all, 'press', ({ key }) => (key.startsWith('cnc-2') ? 'Press' : '')).length).toBe(1);
  });

  it('shares an axis among signals of one unit, counters apart', () => {
    const all = [signal('a/load'), signal('a/parts', { kind: 'counter', unit: '' }), signal('b/load'), signal('a/state', { kind: 'state' }), signal('a/k', { unit: '' })];
    expect(panelsOf(all).map((panel) => panel.signals.map(({ key }) => key))).toEqual([['a/load', 'b/load'], ['a/parts'], ['a/k']]);
  });

  it('has bands that include their edges, and states by code', () => {
    expect([9, 10, 85, 86].map((value) => outside({ low: 10, high: 85 }, value))).toEqual([true, false, false, true]);
    expect(outside(undefined, 5)).toBe(false);
    const state = signal('a/state', { kind: 'state', states: { 2: { name: { en: 'Running' }, meaning: 'running' } } });
    expect(stateOf(state, 2)?.meaning).toBe('running');
    expect(stateOf(state, 9)).toBeUndefined();
    expect(stateOf(state, null)).toBeUndefined();
  });
});

describe('the plant file', () => {
  const text = 'a: 1\nbb: 2\n\nccc: 3';
  it('is shown by line, so that a problem is found where it is', () => {
    expect(lineCount(text)).toBe(4);
    expect(lineSpan(text, 2)).toEqual({ start: 5, end: 10 });
    expect(positionOf(text, 2, 5)).toBe(9);
    expect(positionOf(text, 2, 99)).toBe(10);
    expect(positionOf(text, 99, 1)).toBe(12);
  });
});

describe('connecting', () => {
  it('shows host and port of an address', () => {
    expect(hostOf('opc.tcp://10.0.0.7:4840/path')).toBe('10.0.0.7:4840');
    expect(hostOf('nonsense')).toBe('nonsense');
  });

  it('takes a bare host as an OPC UA address', () => {
    expect(addressOf(' 10.0.0.7 ')).toBe('opc.tcp://10.0.0.7:4840');
    expect(addressOf('opc.tcp://press:4850/path')).toBe('opc.tcp://press:4850/path');
    expect(addressOf('opc.tcp://')).toBe('');
  });

  it('lets a person decide about a certificate that is new or expired', () => {
    expect(asksForTrust({ kind: 'certificateUntrusted', message: '' })).toBe(true);
    expect(asksForTrust({ kind: 'certificateExpired', message: '' })).toBe(true);
    expect(asksForTrust({ kind: 'unreachable', message: '' })).toBe(false);
    expect(asksForTrust(undefined)).toBe(false);
  });

  it('guesses what a variable is from what the source says', () => {
    const item = (name: string, dataType: string) => ({ address: '', name, hasChildren: false, variable: { dataType, value: null } });
    expect(kindOf(item('Speed', 'Double'))).toBe('analog');
    expect(kindOf(item('PartCount', 'UInt32'))).toBe('counter');
    expect(kindOf(item('Mode', 'Int32'))).toBe('state');
    expect(kindOf(item('Door', 'Boolean'))).toBe('state');
    expect(kindOf(item('Program', 'String'))).toBe('text');
  });

  it('finds the certificate a fault speaks of, however its thumbprint is written', () => {
    const certificate = (thumbprint: string, trusted = false) => ({ thumbprint, trusted, connection: 'dryer' }) as Certificate;
    const all = [certificate('00ff', true), certificate('3f9a0c1d')];
    expect(ofConnection(all, 'dryer', '3F:9A:0C:1D')?.thumbprint).toBe('3f9a0c1d');
    expect(ofConnection(all, 'dryer', undefined)?.thumbprint).toBe('3f9a0c1d');
    expect(ofConnection(all, 'other', undefined)).toBeUndefined();
    expect(grouped('3f9a0c1d5')).toBe('3F9A 0C1D 5');
  });
});

describe('the books of the intake', () => {
  const counts = { received: 100, journaled: 0, stored: 90, duplicate: 4, superseded: 1, rejected: 0, inFlight: 5, late: 0, retimed: 0, recovered: 0 };
  it('balance, or say what is missing', () => {
    expect(books(counts).missing).toBe(0);
    expect(books({ ...counts, received: 103 }).missing).toBe(3);
    expect(books({ ...counts, stored: counts.stored + 2, recovered: 2 })).toMatchObject({ whole: counts.received + 2, missing: 0 });
  });
});
