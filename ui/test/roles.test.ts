import { describe, expect, it } from 'vitest';
import { fitting, rolesOf } from '../src/pages/connections/roles';

describe('what picked variables are used for', () => {
  it('is told by the first state and the first counter', () => {
    const picked = ['analog', 'counter', 'state', 'counter', 'state', 'text'] as const;
    expect(rolesOf(picked.map((kind) => ({ kind })), [])).toEqual(['none', 'count', 'state', 'none', 'none', 'none']);
  });

  it('leaves alone what the machine has already', () => {
    expect(rolesOf([{ kind: 'state' }, { kind: 'counter' }], ['state'])).toEqual(['none', 'count']);
  });

  it('follows what a person chose, also for a later variable', () => {
    expect(rolesOf([{ kind: 'counter' }, { kind: 'counter', chosen: 'count' }], [])).toEqual(['none', 'count']);
    expect(rolesOf([{ kind: 'state', chosen: 'none' }, { kind: 'state' }], [])).toEqual(['none', 'state']);
  });

  it('drops a choice that no longer fits the kind', () => {
    expect(rolesOf([{ kind: 'analog', chosen: 'count' }], [])).toEqual(['none']);
    expect(fitting('text')).toEqual(['none', 'program']);
  });
});
