import { z } from 'zod';
import { receiptLinesView } from '../../../people/consents';
import type { SharedByLaw } from '../disclosures.service';
import { legalBasisView } from './disclosures.view';

const byLawView = z.object({
  referralId: z.uuid(),
  providerName: z.string(),
  sentAt: z.iso.datetime().nullable(),
  legalGround: z.string().nullable(),
  legalBasis: legalBasisView,
});
export const receiptView = receiptLinesView
  .extend({
    byLaw: z
      .array(byLawView)
      .describe('Shared without a consent, on a ground of the law; not covered by the digest. No mandatory report'),
  })
  .meta({ id: 'ConsentReceipt' });
export type ReceiptView = z.infer<typeof receiptView>;

export const viewByLaw = (shared: readonly SharedByLaw[]): ReceiptView['byLaw'] =>
  shared.map(({ referral, providerName, basis }) => ({
    referralId: referral.id,
    providerName,
    sentAt: referral.sentAt?.toISOString() ?? null,
    legalGround: referral.legalGround,
    legalBasis: basis,
  }));
