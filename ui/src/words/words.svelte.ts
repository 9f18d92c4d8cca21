import type en from '../../messages/en.json';
import type { Label } from '../server/shapes';

/** What can be said; the English file is the list. */
export type Key = keyof typeof en;
export type Language = 'en' | 'zh-CN';
export type Args = Record<string, string | number>;

const FILES: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import('../../messages/en.json'),
  'zh-CN': () => import('../../messages/zh-CN.json'),
};
const STORED = 'factfloor.language';

class Words {
  language = $state<Language>('en');
  messages = $state.raw<Record<string, string>>({});
  plurals = $derived(new Intl.PluralRules(this.language));
}

const words = new Words();

/** A text in both languages, for what is stored for everybody. */
export async function inBoth(key: Key): Promise<Label> {
  const [en, zh] = await Promise.all([FILES.en(), FILES['zh-CN']()]);
  return { en: en.default[key] ?? key, zh: zh.default[key] ?? key };
}

/** The language of the pages now. */
export function language(): Language {
  return words.language;
}

/** The language a person chose here before, else the browser's. */
export function preferredLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === 'en' || stored === 'zh-CN') return stored;
  return navigator.languages.some((tag) => /^zh\b/i.test(tag)) &&
    !/^en\b/i.test(navigator.languages[0] ?? '')
    ? 'zh-CN'
    : 'en';
}

/** Loads a language's texts, shows the pages in it, and remembers a person's choice. */
export async function speak(language: Language, chosen = false): Promise<void> {
  const { default: messages } = await FILES[language]();
  words.messages = messages;
  words.language = language;
  document.documentElement.lang = language;
  if (chosen) localStorage.setItem(STORED, language);
}

/** Chinese writing and its punctuation, which stand without spaces between. */
const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

const joined = (left: string | undefined, right: string | undefined) => CHINESE.test(left ?? '') && CHINESE.test(right ?? '');

/** Sentences one after another; what is no text is left out. */
export function sentences(...all: (string | false | undefined)[]): string {
  return all.reduce<string>((text, next) => (!next ? text : text + (text === '' || joined(text.at(-1), next[0]) ? '' : ' ') + next), '');
}

/**
 * Puts arguments into a text. `one | many` is chosen by the plural rules of the argument `n`. A space beside an argument is
 * for words in Latin letters: where Chinese meets Chinese it goes.
 */
export function fill(text: string, args: Args, plural: (n: number) => string): string {
  const forms = text.split(' | ');
  const form = forms.length > 1 && plural(Number(args['n'])) !== 'one' ? forms[1]! : forms[0]!;
  return form.replace(/( ?)\{(\w+)\}( ?)/g, (whole, before: string, name: string, after: string, at: number) => {
    if (!(name in args)) return whole;
    const value = String(args[name]);
    return (
      (joined(form[at - 1], value[0]) ? '' : before) + value + (joined(value.at(-1), form[at + whole.length]) ? '' : after)
    );
  });
}

/** The text of a key in the pages' language. */
export function t(key: Key, args: Args = {}): string {
  return fill(words.messages[key] ?? key, args, (n) => words.plurals.select(n));
}

/** Whether there is a text for a key made from a word of the server's. */
export function known(key: string): key is Key {
  return key in words.messages;
}

/** What people call a thing, in the pages' language where it has a name in it. */
export function label(name: Label | string | undefined, otherwise = ''): string {
  if (name === undefined) return otherwise;
  if (typeof name === 'string') return name;
  const [first, second] = words.language === 'zh-CN' ? [name.zh, name.en] : [name.en, name.zh];
  return first || second || otherwise;
}
