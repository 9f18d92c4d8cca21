import type { Label } from '../../server/shapes';
import type { LossPolicy } from '../../server/facts';

/** What a reason may make of the time it is given to, the usual one first. */
export const POLICIES: LossPolicy[] = ['availability', 'performance', 'setup', 'excluded'];

/** More reasons than these are hard to choose among on one screen. */
export const GOOD_NUMBER = 8;

/** Both languages of a name; where one is empty the other stands in. Undefined where both are. */
export function nameOf(en: string, zh: string): Label | undefined {
  const [first, second] = [en.trim(), zh.trim()];
  return first || second ? { en: first || second, zh: second || first } : undefined;
}

/** An id for a new reason: its English name in small letters, else a number; with a number where it is taken. */
export function idOf(name: Label, taken: ReadonlySet<string>): string {
  const slug = (name.en ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40);
  const base = slug || 'reason';
  if (slug && !taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}
