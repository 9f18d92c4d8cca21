import type { Label, Meaning, SignalState } from '../../server/shapes';

export const MEANINGS: Meaning[] = ['running', 'idle', 'setup', 'stopped', 'off'];

/** A code a signal has had, as the server tells it. */
export interface SeenCode {
  code: number;
  first: string;
  last: string;
  count: number;
}

/** What somebody says of a code; without a meaning it says nothing. */
export interface Row {
  code: string;
  meaning: Meaning | '';
  name: string;
}

type States = Record<string, SignalState>;

/** Codes with a meaning, codes seen and the present one, each once, by number. */
export function rowsOf(states: States, seen: SeenCode[], present: string | undefined, nameOf: (name: Label) => string): Row[] {
  const codes = new Set([...Object.keys(states), ...seen.map(({ code }) => String(code))]);
  if (present !== undefined) codes.add(present);
  return [...codes]
    .sort((a, b) => Number(a) - Number(b))
    .map((code) => {
      const said = states[code];
      return { code, meaning: said?.meaning ?? '', name: said ? nameOf(said.name) : '' };
    });
}

/** What is saved: a name nobody changed stays in both languages, one nobody wrote is that of the meaning. */
export function statesOf(rows: Row[], before: States, nameOf: (name: Label) => string, words: Record<Meaning, Label>): States {
  const states: States = {};
  for (const { code, meaning, name } of rows) {
    if (!meaning) continue;
    const known = before[code];
    const written = name.trim();
    const kept = known && nameOf(known.name) === written;
    states[code] = { meaning, name: kept ? known.name : written ? { en: written, zh: written } : words[meaning] };
  }
  return states;
}
