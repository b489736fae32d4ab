import type { CandidateOffering, HouseholdFacts, MemberFacts, NeedToMeet } from '../matching';

/** An offering without terms: a rule asked about it with one fact put in answers for that fact alone. */
export const BLANK: CandidateOffering = {
  ...{ id: '', providerId: '', providerName: '', name: '', codes: [], state: 'open', layer: 'society' },
  ...{ districtCode: '', areaPaths: [], eligibility: {}, languages: [], schedule: null },
  ...{ priceFen: 0, priceUnit: '', payer: { kind: 'free' }, capacity: { known: false, left: 0 } },
  ...{ credential: { state: 'not-required' }, contact: false, confirmedOn: null },
};

/** Whom the parts of the score that do not look at the household are counted for. */
export const ANYBODY: HouseholdFacts = {
  ...{ id: '', districtCode: '', regionPath: '', class: null, languages: [], consentScopes: [] },
  members: [] as readonly MemberFacts[],
};

/** One unit of anything. */
export const ONE_UNIT: NeedToMeet = { id: '', code: '', severity: 0, urgency: 'green' };
