import { describe, expect, it } from 'vitest';
import { rowsOf, statesOf } from '../src/pages/machine/states';
import type { Label, SignalState } from '../src/server/shapes';

const zh = (name: Label) => name.zh ?? '';
const before: Record<string, SignalState> = { 2: { name: { en: 'Run', zh: '运行' }, meaning: 'running' } };
const seen = (code: number) => ({ code, first: '', last: '', count: 1 });

const word = (en: string) => ({ en, zh: `${en} (zh)` });
const words = { running: word('Running'), idle: word('Waiting'), setup: word('Changeover'), stopped: word('Stopped'), off: word('Off') };

describe('what codes mean', () => {
  it('is asked of every code once, by number', () => {
    expect(rowsOf(before, [seen(10), seen(2), seen(-1)], '3', zh).map(({ code }) => code)).toEqual(['-1', '2', '3', '10']);
    expect(rowsOf(before, [], '2', zh)).toEqual([{ code: '2', meaning: 'running', name: '运行' }]);
  });

  it('keeps both languages of a name nobody changed', () => {
    expect(statesOf([{ code: '2', meaning: 'idle', name: '运行' }], before, zh, words)['2']).toEqual({ name: { en: 'Run', zh: '运行' }, meaning: 'idle' });
    expect(statesOf([{ code: '2', meaning: 'idle', name: '待机' }], before, zh, words)['2']!.name).toEqual({ en: '待机', zh: '待机' });
  });

  it('takes the word of the meaning for a name, and leaves out what has no meaning', () => {
    const rows = [{ code: '1', meaning: '' as const, name: 'x' }, { code: '5', meaning: 'stopped' as const, name: ' ' }];
    expect(statesOf(rows, before, zh, words)).toEqual({ 5: { name: words.stopped, meaning: 'stopped' } });
  });
});
