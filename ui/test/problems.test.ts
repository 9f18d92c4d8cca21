import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Outbox } from '../src/facts/outbox.svelte';
import { Problem } from '../src/server/problem';
import { problemDetail, problemSentence, problemText } from '../src/words/problems';
import { speak } from '../src/words/words.svelte';

const above = { en: '12 rejects are more than 5.', zh: '不良共 12 件，超过 5 件。' };

describe('what the server refuses', () => {
  beforeEach(() => speak('en'));
  afterEach(() => speak('en'));

  it('is told once and in the language of the page', async () => {
    await speak('zh-CN');
    const translated = new Problem('rejects-above-made', 422, above.en, { text: above });
    expect([problemText(translated), problemDetail(translated), problemSentence(translated)]).toEqual([above.zh, '', above.zh]);
    const signIn = new Problem('bad-credentials', 401, 'User or password is wrong; check both and try again.');
    expect(problemSentence(signIn)).toBe('用户名或密码错误，请核对后重试。');
    await speak('en');
    expect(problemSentence(signIn)).toBe('User or password is wrong; check both and try again.');
    expect(problemSentence(translated)).toBe(above.en);
  });

  it('keeps the sentence of the server where ours says only that something is wrong', () => {
    expect(problemDetail(new Problem('invalid-field', 400, 'cycle: must be a number'))).toBe('cycle: must be a number');
    expect(problemDetail(new Problem('never-heard-of', 409, 'It is so.'))).toBe('It is so.');
  });

  it('keeps both languages while an entry waits for somebody to look at it', async () => {
    localStorage.clear();
    const outbox = new Outbox<{ id: string }, void>(localStorage, async () => {
      throw new Problem('rejects-above-made', 422, above.en, { text: above });
    });
    await outbox.say({ id: 'x' });
    expect(new Outbox(localStorage, async () => {}).refused[0]?.refused?.text).toEqual(above);
  });
});
