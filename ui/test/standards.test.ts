import { describe, expect, it } from 'vitest';
import { confirmed, lines, proposedFrom, rate, until } from '../src/pages/standards/standing';
import type { Figures, MachineShift } from '../src/server/facts';
import type { Standard } from '../src/server/standards';

const T = Date.parse('2026-11-24T06:00:00Z');
const DAY = 86_400_000;

function standard(product: string, days: number, more: Partial<Standard> = {}): Standard {
  return { id: `${product}${days}`, revision: 1, workUnit: 'm', product, operation: null, tool: null, validFrom: new Date(T + days * DAY).toISOString(), cycle: 40, partsPerCycle: 1, targetPerHour: null, origin: 'measured', author: 'li', changedAt: '', confirmed: { by: 'li', at: '' }, ...more };
}

function shift(product: string | null, planned: number, covered: number, none = 0): MachineShift {
  const figure = (value: number) => ({ id: '', value, why: null, unit: 's' as const, provisional: false });
  const figures: Figures = { plannedTime: figure(planned), standardTime: figure(covered), noProductTime: figure(none) };
  return { id: 'm', center: 'l', figures, strip: [], now: { state: 'running', use: 'run', timeClass: 'planned', since: '', stop: null, reason: null, reasonMissing: false, ask: false, waiting: null, product, job: null, cycle: null, staffing: null } };
}

describe('the standards of a machine', () => {
  it('are told by product and tool: what holds now, what held, what comes', () => {
    const all = [standard('b', -1), standard('a', -9), standard('a', -2), standard('a', 3), standard('a', -30), standard('a', -1, { tool: 'T1' })];
    expect(lines(all, T).map(({ product, tool, now, earlier, coming }) => [product, tool, now?.id, earlier.map(({ id }) => id), coming.map(({ id }) => id)])).toEqual([
      ['a', null, 'a-2', ['a-9', 'a-30'], ['a3']],
      ['a', 'T1', 'a-1', [], []],
      ['b', null, 'b-1', [], []],
    ]);
  });

  it('hold from their very moment on', () => {
    expect(lines([standard('a', 0)], T)[0]!.now?.id).toBe('a0');
    expect(lines([standard('a', 0)], T - 1)[0]!.now).toBeUndefined();
  });

  it('leave gaps where nobody confirmed one, the product has none, or no product was set', () => {
    const all = lines([standard('a', -1), standard('b', -1, { confirmed: null })], T);
    expect(confirmed(all, shift('c', 1000, 640, 60))).toEqual({
      share: 0.64,
      gaps: [{ kind: 'unconfirmed', standard: all[1]!.now }, { kind: 'noStandard', product: 'c' }, { kind: 'noProduct', seconds: 60 }],
    });
    expect(confirmed(lines([standard('a', -1)], T), shift('a', 1000, 1000))).toEqual({ share: 1, gaps: [] });
    expect(confirmed(lines([standard('a', -1)], T), shift('a', 1000, 999.7, 0.3)).gaps, 'the moment between two products').toEqual([]);
  });

  it('leave a gap too where one that held in the shift was never confirmed, until it is', () => {
    const all = lines([standard('a', -9, { confirmed: null }), standard('a', -2, { confirmed: null }), standard('a', -1)], T);
    expect(until(all[0]!, all[0]!.earlier[0]!)).toBe(all[0]!.now!.validFrom);
    expect(until(all[0]!, all[0]!.earlier[1]!)).toBe(all[0]!.earlier[0]!.validFrom);
    expect(confirmed(all, shift('a', 1000, 740), T - 1.5 * DAY).gaps).toEqual([{ kind: 'unconfirmed', standard: all[0]!.earlier[0] }]);
    expect(confirmed(all, shift('a', 1000, 1000), T - DAY / 2).gaps).toEqual([]);
  });

  it('are proposed from the start of the shift on where they are the first of a product, else from now on', () => {
    const all = [standard('a', -1)];
    const from = (product: string, workUnit = 'm', shiftFrom: number | undefined = T - DAY / 8) => proposedFrom(all, { workUnit, product }, shiftFrom, T);
    expect(from('b')).toBe(T - DAY / 8);
    expect(from('a', 'other')).toBe(T - DAY / 8);
    expect(from('a')).toBe(T);
    expect(proposedFrom(all, { workUnit: 'm', product: 'b' }, undefined, T)).toBe(T);
    expect(from('b', 'm', T + DAY)).toBe(T);
  });

  it('count a standard that only comes as none yet', () => {
    expect(confirmed(lines([standard('a', 2)], T), shift('a', 0, 0))).toEqual({ share: null, gaps: [{ kind: 'noStandard', product: 'a' }] });
  });

  it('make so many pieces an hour', () => {
    expect(rate({ cycle: 20, partsPerCycle: 8 })).toBe(1440);
  });
});
