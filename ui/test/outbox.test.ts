import { beforeEach, describe, expect, it, vi } from 'vitest';
import { entryOf, Outbox, uuid } from '../src/facts/outbox.svelte';
import type { Entry, NewEntry } from '../src/server/facts';
import { Problem } from '../src/server/problem';

/** A server that keeps entries by id and can be away. */
class Server {
  up = true;
  refuse: string | undefined;
  arrived: string[] = [];
  readonly kept = new Map<string, Entry>();
  send = async (entry: NewEntry): Promise<Entry> => {
    if (!this.up) throw new Problem('offline', 0, '');
    this.arrived.push(entry.id);
    if (entry.workUnit === this.refuse) throw new Problem('invalid-field', 400, 'no such machine');
    const known = this.kept.get(entry.id) ?? { ...entry, revision: 1, author: 'li' };
    this.kept.set(entry.id, known);
    return known;
  };
}

const scrap = (machine = 'm') => entryOf(machine, { kind: 'reject', fate: 'scrap', pieces: 2, reason: null }, 0, null);

describe('the outbox', () => {
  let server: Server;
  beforeEach(() => {
    localStorage.clear();
    server = new Server();
    vi.useFakeTimers();
  });

  it('keeps what is said while the server is away, through a reload, and sends it in order', async () => {
    server.up = false;
    const before = new Outbox(localStorage, server.send);
    const said = [scrap(), scrap(), scrap()];
    for (const entry of said) await before.say(entry);
    expect(before.unsent).toBe(3);

    const after = new Outbox(localStorage, server.send);
    expect(after.unsent).toBe(3);
    server.up = true;
    await after.flush();
    expect(after.unsent).toBe(0);
    expect(server.arrived).toEqual(said.map(({ id }) => id));
    expect(server.kept.get(said[0]!.id)?.saidAt).toBe(said[0]!.saidAt);
  });

  it('tries again by itself', async () => {
    server.up = false;
    const outbox = new Outbox(localStorage, server.send);
    await outbox.say(scrap());
    server.up = true;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(outbox.unsent).toBe(0);
  });

  it('sends again what two tabs sent: the server knows it by its id', async () => {
    server.up = false;
    const one = new Outbox(localStorage, server.send);
    await one.say(scrap());
    const copy = localStorage.getItem('factfloor.outbox')!;
    server.up = true;
    await one.flush();
    localStorage.setItem('factfloor.outbox', copy);
    await new Outbox(localStorage, server.send).flush();
    expect(server.arrived).toHaveLength(2);
    expect(server.kept.size).toBe(1);
  });

  it('puts a refused entry aside with the reason and goes on', async () => {
    server.refuse = 'gone';
    const outbox = new Outbox(localStorage, server.send);
    await outbox.say(scrap('gone'));
    await outbox.say(scrap());
    expect(outbox.unsent).toBe(0);
    expect(outbox.refused.map(({ refused }) => refused?.detail)).toEqual(['no such machine']);
    expect(server.kept.size).toBe(1);
    outbox.drop(outbox.refused[0]!.entry.id);
    expect(outbox.waiting).toEqual([]);
  });

  it('waits for a person to sign in again rather than losing what was said', async () => {
    const outbox = new Outbox(localStorage, async () => {
      throw new Problem('sign-in-required', 401, '');
    });
    await outbox.say(scrap());
    expect(outbox.unsent).toBe(1);
  });

  it('gives ids that are random UUIDs', () => {
    const ids = new Set(Array.from({ length: 100 }, uuid));
    expect(ids.size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
