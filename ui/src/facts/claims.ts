import type { Claim } from '../server/facts';
import { pieces, signed } from '../words/format';
import { t } from '../words/words.svelte';
import { catalog } from './catalog.svelte';

/** What a person said, in a few words. */
export function claimText(claim: Claim): string {
  switch (claim.kind) {
    case 'staffing':
      return t(`staffing.${claim.staffing}`);
    case 'state':
      {
      const state = t(`doing.${claim.state}`);
      const reason = claim.reason ? catalog.reason(claim.reason) : state;
      return reason === state ? state : `${state} · ${reason}`;
    }
    case 'reason':
      return t('claim.reason', { reason: catalog.reason(claim.reason) });
    case 'product':
      return t('claim.product', { product: catalog.product(claim.product) });
    case 'job':
      return t('claim.job', { job: claim.job });
    case 'reject':
      return `${t(`fate.${claim.fate}`)} ${pieces(claim.pieces)}` + (claim.reason ? ` · ${catalog.reason(claim.reason)}` : '');
    case 'output':
      return t('claim.output', { pieces: pieces(claim.pieces) });
    case 'count':
      return t('claim.count', { pieces: signed(claim.pieces), remark: claim.remark });
  }
}
