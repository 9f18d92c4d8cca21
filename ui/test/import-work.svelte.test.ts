import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import ImportOutcome from '../src/pages/imports/ImportOutcome.svelte';
import ImportWork from '../src/pages/imports/ImportWork.svelte';
import type { SampleImport, SampleLook } from '../src/server/sampleImports';
import { session } from '../src/server/session.svelte';

const nothing = { rows: 0, samples: 0, added: 0, duplicate: 0, replaced: 0, rejected: 0, leftOut: 0, from: null, to: null };
const sent: SampleImport = {
  id: 7, name: 'day.csv', bytes: 100, by: 'ada', begun: '2026-11-24T06:00:00Z', ended: null, state: 'looked', progress: 0,
  checked: null, filed: nothing, signals: [], reasons: [], unknown: [], fault: null, twice: null, sameAs: null, rejectList: false, replace: false,
};
const look: SampleLook = {
  format: 'text', encoding: 'UTF-8', delimiter: ',', decimal: '.', columns: ['time', 'temp'], shape: 'wide', time: 'time', clock: null,
  form: 'ymd', zone: 'UTC', newestFirst: false, signal: null, value: null, status: null,
  names: [{ name: 'temp', signal: 'press-1/temp', leftOut: false, near: [] }], rows: [], problems: [],
};

async function settle() {
  for (let i = 0; i < 20; i++) await Promise.resolve();
  await new Promise((done) => setTimeout(done));
  flushSync();
}

describe('a file of samples', () => {
  let page: object;
  afterEach(() => {
    unmount(page);
    session.user = undefined;
    vi.unstubAllGlobals();
  });

  it('is looked at once, and why something was refused stays with the news that follow', async () => {
    const calls: string[] = [];
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      calls.push(`${init.method ?? 'GET'} ${url}`);
      return init.method === 'POST' ? Response.json({ code: 'disk-full', status: 507 }, { status: 507 }) : Response.json(look);
    });
    session.user = { user: 'ada', name: 'Ada', role: 'engineer' } as never;
    const props = $state({ told: sent, onchange: async () => {} });
    page = mount(ImportWork, { target: document.body, props });
    await settle();
    document.querySelector<HTMLButtonElement>('[data-testid=file]')!.click();
    await settle();
    expect(document.querySelector('.trouble')).not.toBeNull();
    props.told = { ...sent };
    await settle();
    expect(document.querySelector('.trouble')).not.toBeNull();
    expect(calls).toEqual(['GET /api/v1/sample-imports/7/look', 'POST /api/v1/sample-imports/7/file']);
  });

  it('leads to the trend of what was taken from it', async () => {
    const told = { ...sent, state: 'done', filed: { ...nothing, rows: 2, samples: 2, added: 2 }, signals: [{ signal: 'press-1/temp', samples: 2, from: '2026-11-24T06:00:00Z', to: '2026-11-24T07:00:00Z' }] };
    page = mount(ImportOutcome, { target: document.body, props: { told: told as SampleImport } });
    flushSync();
    const link = document.querySelector<HTMLAnchorElement>('[data-testid=import-spans] a')!;
    expect(new URL(link.href).searchParams.get('s')).toBe('press-1/temp');
  });
});
