import type { Label } from '../../server/shapes';
import type { Loss, LossPolicy } from '../../server/facts';

/** What a reason may make of the time it is given to, the usual one first. */
export const POLICIES: LossPolicy[] = ['availability', 'performance', 'setup', 'excluded'];

/** More reasons than these are hard to choose among on one screen. */
export const GOOD_NUMBER = 8;

/** A list with the item at `at` one place up or down; the same list where it has nowhere to go. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const to = at + by;
  if (to < 0 || to >= list.length) return [...list];
  const next = [...list];
  [next[at], next[to]] = [next[to]!, next[at]!];
  return next;
}

/** Above it, other hides a cause that deserves a name of its own. */
export const MUCH_OTHER = 0.1;

/** The part of stop time with a reason that is given to *other*; undefined without any. */
export function shareOfOther(losses: readonly Loss[]): number | undefined {
  const given = losses.filter((loss) => loss.key !== null && loss.seconds > 0);
  const all = given.reduce((sum, loss) => sum + loss.seconds, 0);
  return all > 0 ? given.filter(({ key }) => key === 'other').reduce((sum, loss) => sum + loss.seconds, 0) / all : undefined;
}

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
