import { z } from 'zod';
import type { SharedWith } from '../disclosures.service';

const moment = z.iso.datetime().nullable();
export const legalBasisView = z.object({
  zh: z.string(),
  en: z.string(),
  article: z.object({ zh: z.string(), en: z.string() }),
});
const sharedWithView = z
  .object({
    referralId: z.uuid(),
    number: z.string(),
    providerId: z.uuid(),
    providerName: z.string(),
    /** One of the two stands behind it: a consent, or a ground that the law names. */
    consentId: z.uuid().nullable(),
    legalGround: z.string().nullable(),
    /** The ground by name, with law and article, as the household reads them (PIPL 17). */
    legalBasis: legalBasisView.nullable(),
    /** What a second person found; null while nobody has looked. */
    legalReview: z.string().nullable(),
    sentAt: moment,
    contactRead: z.object({ times: z.number().int(), firstAt: moment, lastAt: moment, fields: z.array(z.string()) }),
    sharingEndedAt: moment,
  })
  .meta({ id: 'SharedWith' });
export const sharedDataView = z.object({ items: z.array(sharedWithView) });
export type SharedDataView = z.infer<typeof sharedDataView>;

const iso = (value: Date | null) => value?.toISOString() ?? null;

export function viewShared(shared: readonly SharedWith[]): SharedDataView {
  return {
    items: shared.map(({ referral, providerName, basis, times, firstAt, lastAt, fields }) => ({
      referralId: referral.id,
      number: referral.number,
      providerId: referral.providerId,
      providerName,
      consentId: referral.consentId,
      legalGround: referral.legalGround,
      legalBasis: basis,
      legalReview: referral.legalReview,
      sentAt: iso(referral.sentAt),
      contactRead: { times, firstAt: iso(firstAt), lastAt: iso(lastAt), fields },
      sharingEndedAt: iso(referral.sharingEndedAt),
    })),
  };
}
