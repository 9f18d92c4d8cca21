import { connectionFaultText } from './faults';
import type { Problem } from '../server/problem';
import { known, label, t } from './words.svelte';

/** What went wrong, in the pages' language; the server's own sentence stands beside it. */
export function problemText(problem: Problem): string {
  if (problem.fault) return connectionFaultText(problem.fault, '').what;
  if (problem.text) return label(problem.text);
  const key = `problem.${problem.code}`;
  if (known(key)) return t(key, { n: problem.retryAfter ?? 0 });
  return problem.status >= 500 ? t('problem.server') : t('problem.other', { code: problem.code });
}

/** Problems of which the pages' own words say all that the server does. */
const TOLD = new Set(['bad-credentials']);

/** What the server says about it, in the pages' language where it is translated. */
export function problemDetail(problem: Problem): string {
  return TOLD.has(problem.code) ? '' : label(problem.text, problem.detail);
}
