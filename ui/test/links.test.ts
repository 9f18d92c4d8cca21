import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => join('docs', name)),
];

it.each(documents)('%s leads to files that are there', (name) => {
  const file = join(root, name);
  const links = [...readFileSync(file, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link]) => link!).filter((link) => !/^[a-z]+:/.test(link));
  expect(links.filter((link) => !existsSync(resolve(dirname(file), link)))).toEqual([]);
});

it('every guide is linked from the first page, in both languages', () => {
  const guides = readdirSync(join(root, 'docs/guide'));
  const linked = ['README.md', 'README.zh-CN.md'].map((name) => readFileSync(join(root, name), 'utf8')).join();
  expect(guides.filter((name) => !linked.includes(`(docs/guide/${name})`))).toEqual([]);
});
