import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Ledger from '../src/pages/Ledger.svelte';
import { plant } from '../src/plant/plant.svelte';
import { router } from '../src/router.svelte';

const SUM = ['received', 'stored', 'duplicate', 'superseded', 'rejected', 'inFlight', 'late', 'retimed', 'moved', 'overflowed', 'missing', 'surplus', 'confirmedMs', 'gapMs'];
const sum = { addsUp: true, rejectedBy: {}, ...Object.fromEntries(SUM.map((name) => [name, 0])) };
const hours = Object.fromEntries(SUM.map((name) => [name, [0]]));

/** The first page of a machine has the signal a, the second b. */
function book(url: URL) {
  const id = url.searchParams.get('subject')!;
  const second = url.searchParams.has('cursor');
  const part = { kind: 'signal', id: `${id}/${second ? 'b' : 'a'}`, name: {}, signals: 1, sum, hours };
  return {
    subject: { kind: 'workUnit', id, name: { en: id } }, from: url.searchParams.get('from'), to: url.searchParams.get('to'), signals: 2,
    sum, hours, items: [part], gaps: [], gapsCut: false, ...(second ? {} : { next: 'b' }),
  };
}

async function settle() {
  for (let i = 0; i < 5; i++) await new Promise((done) => setTimeout(done));
  flushSync();
}

describe('the rows of the ledger', () => {
  let page: object;
  let pages: string[];
  let up: boolean;
  const rows = () => [...document.querySelectorAll<HTMLElement>('[data-part]')].map((row) => row.dataset['part']);
  const more = () => document.querySelector<HTMLButtonElement>('[data-testid=more-rows]')!;

  beforeEach(async () => {
    pages = [];
    up = true;
    vi.stubGlobal('fetch', async (address: string) => {
      const url = new URL(address, location.href);
      if (url.searchParams.has('cursor')) pages.push(url.searchParams.get('subject')!);
      if (!up) throw new TypeError('no server');
      return Response.json(book(url));
    });
    plant.model.data = { version: 1, enterprise: { name: {}, sites: [{ id: 'plant', name: {}, areas: [], calendar: { zone: 'UTC', dayStart: '06:00' } }] } } as never;
    router.go('/ledger?subject=press');
    page = mount(Ledger, { target: document.body });
    flushSync();
    await settle();
  });
  afterEach(() => {
    unmount(page);
    plant.model.data = undefined;
    vi.unstubAllGlobals();
  });

  it('are those of the subject alone, once another one is chosen', async () => {
    more().click();
    await settle();
    expect(rows()).toEqual(['press/a', 'press/b']);
    router.go('/ledger?subject=lathe');
    flushSync();
    await settle();
    expect(rows()).toEqual(['lathe/a']);
  });

  it('come once, however often they are asked for', async () => {
    more().click();
    more().click();
    flushSync();
    more().click();
    await settle();
    expect(pages).toEqual(['press']);
    expect(rows()).toEqual(['press/a', 'press/b']);
  });

  it('tell why no more of them came', async () => {
    up = false;
    more().click();
    await settle();
    expect(document.querySelector('.trouble')).not.toBeNull();
    up = true;
    more().click();
    await settle();
    expect(document.querySelector('.trouble')).toBeNull();
    expect(rows()).toEqual(['press/a', 'press/b']);
  });
});
