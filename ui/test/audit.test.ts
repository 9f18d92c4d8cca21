import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { told } from '../src/pages/audit/told';
import type { AuditEntry } from '../src/server/shapes';
import { remarkText } from '../src/words/remarks';
import { speak } from '../src/words/words.svelte';

const entry = (action: string, object: string, detail: unknown): AuditEntry =>
  ({ id: 1, at: '2026-11-24T06:00:00Z', actor: 'wang', source: '', action, object, result: 'ok', detail: typeof detail === 'string' ? detail : JSON.stringify(detail) }) as AuditEntry;

/** Two words with a dot between them that are no action. */
const OTHERS = /\.(bytes|csv|db|duckdb|home|json|key|name|properties|rows|session|sock|txt|xml|yaml)$|^(client|edge)\.password$/;

/** Every action that the server's code writes down. Steps of calls are put together there, and so are imports of tables. */
function actionsOfTheServer(): string[] {
  const found = new Set(['call.called', 'call.coming', 'call.there', 'call.done', 'call.cancelled', 'jobs.import', 'standards.import', 'setup']);
  for (const module of ['app', 'edge', 'imports', 'records', 'web']) {
    const source = join(import.meta.dirname, '../..', module, 'src/main/java');
    for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.java'))) {
      for (const [, word] of readFileSync(join(source, file), 'utf8').matchAll(/"([a-z]+\.[a-z]+)"/g)) {
        if (!OTHERS.test(word!)) found.add(word!);
      }
    }
  }
  return [...found].sort();
}

const job = { product: 'pump-a', quantity: 50, machines: ['lathe'], state: 'planned' };

describe('the audit log', () => {
  beforeAll(() => speak('zh-CN'));

  it('tells what was and what is, in words and pieces', () => {
    const it = told(entry('job.change', 'W-1001', { was: job, is: { ...job, quantity: 62.5, state: 'running' } }));
    expect([it.what, it.about]).toEqual(['修改工单', 'W-1001']);
    expect(it.fields).toEqual([
      { name: '需要良品数', was: '50 件', is: '62.5 件' },
      { name: '状态', was: '未开工', is: '进行中' },
    ]);
  });

  it('tells all of what is new, and what a person said of a machine', () => {
    const it = told(entry('entry.say', 'x revision 1', { is: { machine: 'press', from: '2026-11-24T06:00:00Z', kind: 'reject', fate: 'scrap', pieces: 3 }, remark: 'drips' }));
    expect(it.about).toBe('press · 报废 3');
    expect(it.changed).toBe(false);
    expect(it.fields.map(({ name }) => name)).toEqual(['开始', '处置', '件数']);
    expect(it.remark).toBe('drips');
  });

  it('shows changes of the plant and what was written in another form as they are', () => {
    const changes = [{ kind: 'changed', path: 'connections[a].endpoint', before: 'x', after: 'y' }];
    expect(told(entry('plant.apply', 'plant version 3', { comment: 'New port', changes }))).toMatchObject({ remark: 'New port', plant: changes, fields: [] });
    expect(told(entry('job.add', 'W-1', 'Job[id=W-1]'))).toMatchObject({ what: '新建工单', raw: 'Job[id=W-1]' });
    expect(told(entry('other.thing', 'a', '{broken'))).toMatchObject({ what: 'other.thing', raw: '{broken' });
  });

  it('tells how long data is kept, when backups are made, and why one failed', () => {
    const kept = told(entry('history.retention', '', { was: { samples: 'forEver', minutes: 'forEver', hours: 'forEver' }, is: { samples: 30, minutes: 'forEver', hours: 'forEver' } }));
    expect([kept.what, kept.about]).toEqual(['修改数据保留期限', '']);
    expect(kept.fields).toEqual([{ name: '采样保留', was: '永久', is: '30 天' }]);
    const plan = told(entry('backup.plan', '/mnt/b', { is: { at: '02:00', folder: '/mnt/b', keep: 14 } }));
    expect(plan.fields.map(({ name, is }) => `${name} ${is}`)).toEqual(['时间 02:00', '文件夹 /mnt/b', '保留份数 14']);
    expect(told(entry('backup.make', '/mnt/b', { why: { en: 'no room', zh: '空间不足' } }))).toMatchObject({ about: '/mnt/b', why: '空间不足', raw: '' });
  });

  it('names shifts and versions, and says what the server remarked in the language of the reader', () => {
    expect(told(entry('shift.sign', 'line-1 2026-11-30 night', 'ok')).about).toBe('line-1 · 2026-11-30 · night');
    const applied = told(entry('plant.apply', 'plant version 4', { comment: 'Change connection lathe-1', changes: [] }));
    expect([applied.about, applied.remark]).toEqual(['版本 4', '修改连接 lathe-1']);
    expect(remarkText('Cycle of the new die')).toBe('Cycle of the new die');
  });

  it('has words for every action in both languages', async () => {
    const actions = actionsOfTheServer();
    expect(actions).toEqual(expect.arrayContaining(['job.add', 'standard.confirm', 'shift.sign', 'backup.make', 'samples.cancel', 'edge.enrol', 'server.start']));
    for (const language of ['en', 'zh-CN'] as const) {
      await speak(language);
      for (const action of actions) expect(told(entry(action, 'a', '')).what, action).not.toBe(action);
    }
  });
});
