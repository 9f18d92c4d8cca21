import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../messages/en.json';
import zh from '../messages/zh-CN.json';
import { fill } from '../src/words/words.svelte';

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

describe('the message files', () => {
  it('have the same keys', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  it('have the same placeholders', () => {
    const different = Object.entries(en).filter(([key, text]) => {
      const other = placeholders((zh as Record<string, string>)[key] ?? '');
      return placeholders(text).join() !== other.join();
    });
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('hold no empty text, and English holds no Han character', () => {
    for (const text of [...Object.values(en), ...Object.values(zh)]) expect(text.trim()).not.toBe('');
    const han = Object.entries(en).filter(([key, text]) => key !== 'language.zh' && /\p{Script=Han}/u.test(text));
    expect(han).toEqual([]);
  });

  it('are the only place with Han characters', () => {
    const sources = files('src').filter((path) => /\.(ts|svelte)$/.test(path));
    expect(sources.length).toBeGreaterThan(40);
    expect(sources.filter((path) => /\p{Script=Han}/u.test(readFileSync(path, 'utf8')))).toEqual([]);
  });

  it('hold every key that sources name', () => {
    const used = files('src')
      .filter((path) => /\.(ts|svelte)$/.test(path))
      .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => key!));
    expect(used.filter((key) => !(key in en))).toEqual([]);
  });

  it('explain every kind of connection fault and say what to do', () => {
    const kinds = ['badAddress', 'unreachable', 'silent', 'certificateUntrusted', 'certificateExpired', 'clientCertificateRejected', 'securityNotOffered', 'badCredentials', 'secretMissing', 'lost', 'protocolError', 'internal'];
    for (const kind of kinds) {
      expect(en).toHaveProperty([`fault.${kind}`]);
      expect(en).toHaveProperty([`fault.${kind}.do`]);
    }
  });
});

describe('a text', () => {
  const plural = (n: number) => (n === 1 ? 'one' : 'other');
  it('takes its arguments', () => {
    expect(fill('{n} of {of}', { n: 3, of: 5 }, plural)).toBe('3 of 5');
    expect(fill('{unknown} stays', {}, plural)).toBe('{unknown} stays');
  });

  it('has no space where Chinese meets Chinese, and keeps the one beside Latin letters', () => {
    const text = '{machine} \u4e3a\u4f55\u505c\u673a\uff1f';
    expect(fill(text, { machine: '\u51b2\u5e8a\uff08\u6a21\u62df\uff09' }, plural)).toBe('\u51b2\u5e8a\uff08\u6a21\u62df\uff09\u4e3a\u4f55\u505c\u673a\uff1f');
    expect(fill(text, { machine: 'CNC-1' }, plural)).toBe('CNC-1 \u4e3a\u4f55\u505c\u673a\uff1f');
    expect(fill('called by {who}, nobody coming', { who: '\u5f20\u654f' }, plural)).toBe('called by \u5f20\u654f, nobody coming');
  });

  it('chooses between one and many', () => {
    expect(fill('{n} signal | {n} signals', { n: 1 }, plural)).toBe('1 signal');
    expect(fill('{n} signal | {n} signals', { n: 0 }, plural)).toBe('0 signals');
  });
});
