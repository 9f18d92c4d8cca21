import { describe, expect, it } from 'vitest';
import { during, helped, inMinutes, stepsAhead, urgency, waited, withWaiting, type CallWord } from '../src/facts/calls';
import { Outbox } from '../src/facts/outbox.svelte';
import type { Call, CallStep } from '../src/server/facts';
import { Problem } from '../src/server/problem';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 8, minute)).toISOString();
const ms = (minute: number) => Date.parse(at(minute));
const MINUTE = 60_000;

function call(steps: [CallStep, number][], id = 'a', kind: Call['kind'] = 'maintenance'): Call {
  const told = steps.map(([step, minute]) => ({ step, at: at(minute), author: 'olga' }));
  return { id, workUnit: 'm', kind, state: steps[steps.length - 1]![0], calledAt: told[0]!.at, steps: told };
}

describe('the outbox of calls', () => {
  it('keeps calls and their steps in order and apart from entries', async () => {
    localStorage.clear();
    let up = false;
    const sent: string[] = [];
    const send = async (word: CallWord): Promise<string> => {
      if (!up) throw new Problem('offline', 0, '');
      sent.push(word.id);
      return word.id;
    };
    const outbox = new Outbox<CallWord, string>(localStorage, send, 'factfloor.calls');
    await outbox.say({ id: 'a', workUnit: 'm', kind: 'quality', saidAt: at(0) });
    await outbox.say({ id: 'a:there', call: 'a', step: 'there', saidAt: at(4) });
    expect(outbox.unsent).toBe(2);
    expect(new Outbox(localStorage, async (entry) => ({ ...entry, revision: 1, author: '' })).unsent).toBe(0);
    up = true;
    await outbox.flush();
    expect(sent).toEqual(['a', 'a:there']);
    expect(outbox.unsent).toBe(0);
  });
});

describe('a call for help', () => {
  it('offers the steps that are still to come', () => {
    expect(stepsAhead({ state: 'called' })).toEqual(['coming', 'there', 'done']);
    expect(stepsAhead({ state: 'coming' })).toEqual(['there', 'done']);
    expect(stepsAhead({ state: 'there' })).toEqual(['done']);
  });

  it('is waited for until somebody is there, and helped from then on', () => {
    expect(waited(call([['called', 0]]), ms(7))).toBe(7 * MINUTE);
    expect(helped(call([['called', 0]]), ms(7))).toBeUndefined();
    const there = call([['called', 0], ['coming', 2], ['there', 4]]);
    expect(waited(there, ms(20))).toBe(4 * MINUTE);
    expect(helped(there, ms(20))).toBe(16 * MINUTE);
    const done = call([['called', 0], ['there', 4], ['done', 15]]);
    expect(helped(done, ms(50))).toBe(11 * MINUTE);
    expect(waited(call([['called', 0], ['done', 3]]), ms(50))).toBe(3 * MINUTE);
  });

  it('tells whole minutes that have passed, seconds below two', () => {
    expect([1_999, 119_999, 120_000, 179_999, 899_999].map(inMinutes)).toEqual([1, 119, 120, 120, 840]);
  });

  it('escalates after 5 and 15 min, until somebody is there', () => {
    const waiting = call([['called', 0], ['coming', 1]]);
    expect(urgency(waiting, ms(5) - 1, [300, 900])).toBe('waiting');
    expect(urgency(waiting, ms(5), [300, 900])).toBe('urgent');
    expect(urgency(waiting, ms(15), [300, 900])).toBe('veryUrgent');
    expect(urgency(call([['called', 0], ['there', 1]]), ms(15), [300, 900])).toBe('there');
  });

  it('shows what waits here as it will be', () => {
    const known = [call([['called', 0]])];
    const word = { id: 'b', workUnit: 'm', kind: 'quality' as const, saidAt: at(3) };
    const step = (id: string, wanted: CallStep) => ({ id: `${id}:${wanted}`, call: id, step: wanted, saidAt: at(4) });
    const shown = withWaiting(known, [{ entry: word }, { entry: step('b', 'coming') }, { entry: step('a', 'there') }], 'li');
    expect(shown.map(({ id, state }) => [id, state])).toEqual([['a', 'there'], ['b', 'coming']]);
    expect(shown[1]!.steps.map(({ author }) => author)).toEqual(['li', 'li']);
    expect(withWaiting(known, [{ entry: step('a', 'done') }], 'li')).toEqual([]);
    expect(withWaiting(known, [{ entry: { ...word, kind: 'maintenance' } }], 'li')).toEqual(known);
    const refused = { code: 'x', status: 409, detail: '' };
    expect(withWaiting(known, [{ entry: step('a', 'done'), refused }], 'li')).toEqual(known);
  });

  it('belongs to the stops it met', () => {
    const some = [call([['called', 10], ['there', 14], ['done', 25]]), call([['called', 1], ['cancelled', 2]], 'c')];
    expect(during(some, 'm', ms(5), ms(30)).map(({ id }) => id)).toEqual(['a']);
    expect(during(some, 'm', ms(26), null)).toEqual([]);
    expect(during(some, 'm', ms(0), ms(9))).toEqual([]);
    expect(during(some, 'n', ms(5), ms(30))).toEqual([]);
  });
});
