import type { PlantChange } from '../../server/shapes';

/** The detail of an audit entry: plain words, or what changed. */
export interface Detail {
  text: string;
  changes: PlantChange[];
}

/** Reads an entry's detail: changes of the plant are written as JSON, all else is words. */
export function detailOf(written: string): Detail {
  if (!written.startsWith('{')) return { text: written, changes: [] };
  try {
    const { comment, changes, ...rest } = JSON.parse(written) as { comment?: string; changes?: PlantChange[] };
    const words = Object.entries(rest).map(([name, value]) => `${name}: ${String(value)}`);
    return { text: [comment, ...words].filter(Boolean).join(', '), changes: Array.isArray(changes) ? changes : [] };
  } catch {
    return { text: written, changes: [] };
  }
}
