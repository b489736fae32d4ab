import type { OfferingEligibility, OfferingSchedule } from './offering-terms';

/** Who pays, and what is still free today. */
export type CandidatePayer =
  | { kind: 'free' }
  | { kind: 'household' }
  /** `householdCeilingFen` 0: no ceiling; what a household has had of it is asked of `Funds.givenTo`. */
  | { kind: 'fund'; id: string; open: boolean; leftFen: number; householdCeilingFen: number }
  | { kind: 'contract'; id: string; open: boolean; leftFen: number; leftUnits: number };

/** Everything that decides whether an offering fits, in the shape that the pure core of matching reads. */
export interface OfferingCandidate {
  id: string;
  number: string;
  providerId: string;
  providerName: string;
  codes: readonly string[];
  name: string;
  state: 'open' | 'paused';
  layer: 'policy' | 'society' | 'special-fund' | 'provincial-fund';
  districtCode: string;
  /** Region paths served. Empty: the whole district. */
  areaPaths: readonly string[];
  point: { lat: number; lon: number } | null;
  radiusMetres: number | null;
  eligibility: OfferingEligibility;
  languages: readonly string[];
  schedule: OfferingSchedule | null;
  priceFen: number;
  priceUnit: string;
  payer: CandidatePayer;
  capacity: { known: boolean; left: number; nextPeriodOn: string | null };
  credential: {
    state: 'valid' | 'missing' | 'expired' | 'not-required';
    validUntil: string | null;
    minorsCheckValidUntil: string | null;
  };
  /** Whether staff meet the person face to face (B30). */
  contact: boolean;
  mode: string;
  confirmedOn: string | null;
  /** Share of the period's places in use, 0..100; null when the places are unknown. */
  loadPercent: number | null;
  /** One of its services is restricted (R46, B30–B32): how much it is used is not told. */
  discreet?: boolean;
}

export interface CandidateQuery {
  districtCode: string;
  /** Codes of domain E; an offering counts when one of its codes is among them. */
  codes: readonly string[];
  /** Leaves out what serves another place; without it the caller says why a place is not served. */
  regionPath?: string;
  /** The day, YYYY-MM-DD or an instant. */
  asOf: string | Date;
}
