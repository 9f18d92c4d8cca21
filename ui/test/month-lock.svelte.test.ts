import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import MonthLock from '../src/pages/calendar/MonthLock.svelte';
import { session } from '../src/server/session.svelte';

async function settle() {
  for (let i = 0; i < 5; i++) await new Promise((done) => setTimeout(done));
  flushSync();
}
const part = <T extends HTMLElement>(id: string) => document.querySelector<T>(`[data-testid=${id}]`);

describe('a month', () => {
  let page: object;
  let calls: string[];
  let locked: { month: string; at: string; author: string }[];

  beforeEach(() => {
    calls = [];
    locked = [];
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      calls.push(`${init.method ?? 'GET'} ${url}`);
      if (init.method === 'PUT') locked = [{ month: '2024-11', at: '2024-12-02T08:00:00Z', author: 'ada' }];
      if (init.method === 'DELETE') locked = [];
      return init.method ? new Response(null, { status: 204 }) : Response.json({ items: locked });
    });
    session.user = { user: 'ada', displayName: 'Ada', role: 'admin' } as never;
  });
  afterEach(() => {
    unmount(page);
    session.user = undefined;
    vi.unstubAllGlobals();
  });
  const show = async (month: string) => {
    page = mount(MonthLock, { target: document.body, props: { month, zone: 'UTC' } });
    await settle();
  };
  const confirm = async () => {
    document.querySelector('form')!.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    await settle();
  };

  it('that is over is locked, and unlocked with the reason why', async () => {
    await show('2024-11');
    part('turn-lock')!.click();
    flushSync();
    await confirm();
    expect(part('month-lock')!.dataset['locked']).toBe('true');
    part('turn-lock')!.click();
    flushSync();
    expect(part<HTMLButtonElement>('do-lock')!.disabled).toBe(true);
    const why = part<HTMLInputElement>('lock-remark')!;
    why.value = 'A count was wrong';
    why.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
    await confirm();
    expect(part('month-lock')!.dataset['locked']).toBe('false');
    expect(calls.filter((call) => !call.startsWith('GET'))).toEqual(['PUT /api/v1/months/2024-11', 'DELETE /api/v1/months/2024-11?remark=A+count+was+wrong']);
  });

  it('that goes on cannot be locked', async () => {
    await show('2999-01');
    expect(part('month-lock')).toBeNull();
  });

  it('is shown as locked to everybody, and turned by administrators', async () => {
    locked = [{ month: '2024-11', at: '2024-12-02T08:00:00Z', author: 'ada' }];
    session.user = { user: 'bo', displayName: 'Bo', role: 'viewer' } as never;
    await show('2024-11');
    expect(part('month-lock')!.dataset['locked']).toBe('true');
    expect(part('turn-lock')).toBeNull();
  });
});
