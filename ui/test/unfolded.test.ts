import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Connections from '../src/pages/Connections.svelte';
import { plant } from '../src/plant/plant.svelte';
import type { Connection } from '../src/server/shapes';

const connection = (samples: number): Connection => ({
  id: 'press', name: { en: 'Press' }, protocol: 'opcua', endpoint: 'opc.tcp://press:4840', security: 'none', clock: 'source',
  publishingIntervalMs: 500, guarantee: 'liveOnly', state: 'connected', since: '2026-11-24T06:00:00Z', samples, samplesPerSecond: 1,
  retimed: 0, signals: 2, refused: [{ signal: 'press-1/temp', status: 'BadNodeIdUnknown', why: 'gone' }], reconnects: 0,
});

/** As a person opens or closes it: the browser changes it and says so. */
function toggle(fold: HTMLDetailsElement, open: boolean) {
  fold.open = open;
  fold.dispatchEvent(new Event('toggle'));
  flushSync();
}

describe('what a person unfolded of a connection', () => {
  let page: object;
  const folds = () => [...document.querySelectorAll('details')];

  beforeEach(() => {
    plant.connections.data = [connection(1)];
    page = mount(Connections, { target: document.body });
    flushSync();
  });
  afterEach(() => unmount(page));

  it('stays unfolded with each news of it, and what was folded stays folded', () => {
    expect(folds()).toHaveLength(2);
    for (const fold of folds()) toggle(fold, true);
    for (let samples = 2; samples < 5; samples++) {
      plant.connections.data = [connection(samples)];
      flushSync();
      expect(folds().map(({ open }) => open)).toEqual([true, true]);
    }
    expect(document.body.textContent).toContain('4');
    toggle(folds()[0]!, false);
    plant.connections.data = [connection(5)];
    flushSync();
    expect(folds().map(({ open }) => open)).toEqual([false, true]);
  });
});
