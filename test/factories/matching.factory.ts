import type {
  CandidateOffering,
  HouseholdFacts,
  MatchContext,
  MemberFacts,
  NeedToMeet,
  OutcomeRecord,
} from '../../src/referral/matching';

/** A member who meets every condition that an unaltered offering sets. */
export function aMember(changes: Partial<MemberFacts> = {}): MemberFacts {
  return { id: 'm1', age: 70, sex: 'female', ...changes };
}

export function aHousehold(changes: Partial<HouseholdFacts> = {}): HouseholdFacts {
  return {
    id: 'h1',
    districtCode: '510117',
    regionPath: '1/5/12/',
    point: { lat: 30.8, lon: 103.9 },
    class: '2',
    circle: 'C1',
    languages: ['zh'],
    members: [aMember()],
    consentScopes: ['referral'],
    ...changes,
  };
}

export function aNeed(changes: Partial<NeedToMeet> = {}): NeedToMeet {
  return { id: 'n1', code: 'LI-02', severity: 2, urgency: 'green', ...changes };
}

/** An open, free offering with places, admitted for the unaltered household and need. */
export function anOffering(changes: Partial<CandidateOffering> = {}): CandidateOffering {
  return {
    id: 'o1',
    providerId: 'p1',
    providerName: 'Provider one',
    codes: ['LI-02'],
    name: 'Meals',
    state: 'open',
    layer: 'society',
    districtCode: '510117',
    areaPaths: [],
    point: { lat: 30.81, lon: 103.9 },
    radiusMetres: 5000,
    eligibility: {},
    languages: ['zh'],
    schedule: null,
    priceFen: 0,
    priceUnit: 'meal',
    payer: { kind: 'free' },
    capacity: { known: true, left: 3 },
    credential: { state: 'valid', validUntil: '2027-12-31' },
    contact: true,
    confirmedOn: '2026-11-01',
    ...changes,
  };
}

/** Enough outcomes to count, at the mean of their kind, so that the shrunk value is `value`. */
export const outcomesAt = (value: number): OutcomeRecord => ({ outcomes: 30, own: value, mean: value });

export function aContext(changes: Partial<MatchContext> = {}): MatchContext {
  return { today: '2026-11-20', asOf: '2026-11-20T02:00:00.000Z', ...changes };
}
