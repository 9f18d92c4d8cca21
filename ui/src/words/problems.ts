import { connectionFaultText } from './faults';
import type { Problem } from '../server/problem';
import { known, label, t } from './words.svelte';

/** Codes whose own words say only that something is wrong; what it is, the server's sentence tells. */
const VAGUE = new Set([
  'bad-request', 'connection-fault', 'history-unavailable', 'invalid-field', 'invalid-plant', 'role-may-not', 'server', 'too-many-signals',
  'unexpected', 'unknown-signal', 'unreadable-file', 'weak-password',
]);

/** What went wrong, in the pages' language. */
export function problemText(problem: Problem): string {
  if (problem.fault) return connectionFaultText(problem.fault, '').what;
  if (problem.text) return label(problem.text);
  const key = `problem.${problem.code}`;
  if (known(key)) return t(key, { n: problem.retryAfter ?? 0 });
  return problem.status >= 500 ? t('problem.server') : t('problem.other', { code: problem.code });
}

/** The server's own sentence, where {@link problemText} does not say the same already; empty otherwise. */
export function problemDetail(problem: Problem): string {
  const told = !problem.fault && (problem.text !== undefined || (known(`problem.${problem.code}`) && !VAGUE.has(problem.code)));
  return told ? '' : problem.detail;
}

/** Both in one line. */
export function problemSentence(problem: Problem): string {
  return `${problemText(problem)} ${problemDetail(problem)}`.trim();
}
