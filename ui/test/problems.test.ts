import { describe, expect, it } from 'vitest';
import { Problem } from '../src/server/problem';
import { problemDetail } from '../src/words/problems';

describe('a problem', () => {
  it('is told once where the pages say all that the server does', () => {
    expect(problemDetail(new Problem('bad-credentials', 401, 'User or password is wrong; check both and try again.'))).toBe('');
    expect(problemDetail(new Problem('too-busy', 503, 'Try again in a minute.'))).toBe('Try again in a minute.');
  });
});
