import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Connections from '../src/pages/Connections.svelte';
import { plant } from '../src/plant/plant.svelte';
import type { Connection, Signal } from '../src/server/shapes';

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

const signal = (id: string, of: string) => ({ key: `press-1/${id}`, id, connection: of, kind: 'analog' }) as Signal;

describe('a connection whose last gap was filled', () => {
  it('leads to the trend of its signals in that time', () => {
    const [a, b] = [signal('temp', 'press'), signal('force', 'other')];
    const unit = { id: 'press-1', name: { en: 'Press' }, signals: [a, b] };
    plant.model.data = { version: 1, enterprise: { sites: [{ areas: [{ workCenters: [{ workUnits: [unit] }] }], calendar: { zone: 'UTC' } }] } } as never;
    plant.connections.data = [{ ...connection(1), kept: { signals: 1, openGaps: 0, samples: 9, last: { from: '2026-11-24T06:00:00Z', until: '2026-11-24T07:00:00Z', samples: 9, at: '2026-11-24T07:00:01Z' } } }];
    const page = mount(Connections, { target: document.body });
    flushSync();
    const link = document.querySelector<HTMLAnchorElement>('[data-testid=filled]')!;
    expect(new URL(link.href).searchParams.get('s')).toBe('press-1/temp');
    unmount(page);
    plant.model.data = undefined;
  });
});

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
