import { describe, expect, it } from 'vitest';
import { stepsOf } from '../src/pages/machine/steps';
import type { MachineNow } from '../src/server/facts';
import type { Signal, WorkUnit } from '../src/server/shapes';

const state = { id: 'state', role: 'state' } as Signal;
const unit = (production: WorkUnit['production'], signals: Signal[] = []): WorkUnit => ({ id: 'm', name: {}, signals, ...(production ? { production } : {}) });
const making = { product: 'a', cycle: { cycle: 30, partsPerCycle: 1, targetPerHour: 100, confirmed: true } } as MachineNow;
const open = (steps: ReturnType<typeof stepsOf>) => steps.filter(({ done }) => !done).map(({ id }) => id);

describe('what is still to be said of a machine', () => {
  it('begins with how it is read', () => {
    expect(open(stepsOf(unit(undefined), 0, null, false))).toEqual(['read', 'shifts', 'product', 'cycle', 'confirm']);
  });

  it('asks what codes mean where a state signal tells', () => {
    expect(open(stepsOf(unit('production', [state]), 2, making, true))).toEqual(['codes']);
  });

  it('is nothing once all is said, nor for machines that make no pieces', () => {
    expect(open(stepsOf(unit('production', [state]), 2, making, false))).toEqual([]);
    expect(stepsOf(unit('support'), 0, null, false)).toEqual([]);
  });

  it('ends with the confirmation', () => {
    const unconfirmed = { ...making, cycle: { ...making.cycle!, confirmed: false } };
    expect(open(stepsOf(unit('production'), 2, unconfirmed, false))).toEqual(['confirm']);
  });
});
