import type { SignalKind, SignalRole } from '../../server/shapes';

/** What a signal of a kind can be used for, most likely first. */
const FITTING: Record<SignalKind, SignalRole[]> = {
  analog: ['none', 'power', 'main'],
  counter: ['none', 'count', 'main'],
  state: ['none', 'state', 'program'],
  text: ['none', 'program'],
};

/** Roles that one signal of a machine has at most. */
const SINGLE: SignalRole[] = ['state', 'count'];

export function fitting(kind: SignalKind): SignalRole[] {
  return FITTING[kind];
}

/** A picked variable, and the role a person chose for it, if any. */
export interface Use {
  kind: SignalKind;
  chosen?: SignalRole | undefined;
}

/**
 * What picked variables are used for: what people chose where it fits the kind; else the first counter counts pieces and
 * the first state tells what the machine does, where the machine has none yet and nobody chose another one for it.
 */
export function rolesOf(picked: Use[], taken: Iterable<SignalRole>): SignalRole[] {
  const used = new Set<SignalRole>(taken);
  const chosen = picked.map(({ kind, chosen }) => (chosen && fitting(kind).includes(chosen) ? chosen : undefined));
  for (const role of chosen) if (role) used.add(role);
  return picked.map(({ kind }, i) => {
    const said = chosen[i];
    if (said) return said;
    const role = SINGLE.find((one) => fitting(kind).includes(one));
    if (!role || used.has(role)) return 'none';
    used.add(role);
    return role;
  });
}
