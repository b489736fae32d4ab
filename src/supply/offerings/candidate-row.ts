import type { CandidatePayer, OfferingCandidate } from './offering-candidate';
import type { OfferingEligibility, OfferingSchedule } from './offering-terms';
import { nextPeriod, periodOf } from './period';

/** One row as the database gives it; bigint arrives as text. */
export interface CandidateRow {
  id: string;
  number: string;
  provider_id: string;
  provider_name: string;
  provider_state: 'approved' | 'imported' | 'suspended';
  code: string;
  extra_codes: string[];
  name: string;
  state: 'listed' | 'paused';
  side: 'government' | 'society';
  district_code: string;
  area_path: string;
  latitude: number | null;
  longitude: number | null;
  radius_metres: number | null;
  eligibility: OfferingEligibility;
  languages: string[];
  schedule: OfferingSchedule;
  price_fen: string;
  price_unit: string;
  payer: 'free' | 'contract' | 'fund' | 'household';
  mode: string;
  confirmed_on: string | null;
  required_credential: string | null;
  capacity_known: boolean;
  capacity_per_period: number | null;
  opened: number | null;
  reserved: number | null;
  taken: number | null;
  next_opened: number | null;
  next_held: number | null;
  contract_id: string | null;
  contract_state: string | null;
  starts_on: string | null;
  ends_on: string | null;
  contract_left_fen: string | null;
  contract_left_units: number | null;
  fund_id: string | null;
  fund_state: string | null;
  fund_layer: 'special-fund' | 'provincial-fund' | null;
  fund_left_fen: string | null;
  household_ceiling_fen: string | null;
  required_until: string | null;
  minors_until: string | null;
  discreet: boolean;
}

/** What matching reads of a row on `day` (YYYY-MM-DD). */
export function candidateOf(row: CandidateRow, day: string): OfferingCandidate {
  const point = row.latitude === null || row.longitude === null ? null : { lat: row.latitude, lon: row.longitude };
  return {
    id: row.id,
    number: row.number,
    providerId: row.provider_id,
    providerName: row.provider_name,
    codes: [row.code, ...row.extra_codes],
    name: row.name,
    state: row.state === 'listed' && row.provider_state !== 'suspended' ? 'open' : 'paused',
    layer: layerOf(row),
    districtCode: row.district_code,
    areaPaths: row.area_path === '' ? [] : [row.area_path],
    point,
    radiusMetres: row.radius_metres,
    eligibility: row.eligibility,
    languages: row.languages,
    schedule: row.schedule.slots.length > 0 ? row.schedule : null,
    priceFen: Number(row.price_fen),
    priceUnit: row.price_unit,
    payer: payerOf(row, day),
    capacity: capacityOf(row, day),
    credential: credentialOf(row, day),
    contact: row.mode === 'home' || row.mode === 'site',
    mode: row.mode,
    confirmedOn: row.confirmed_on,
    loadPercent: loadOf(row),
    ...(row.discreet && { discreet: true }),
  };
}

function layerOf(row: CandidateRow): OfferingCandidate['layer'] {
  if (row.side === 'government') return 'policy';
  return row.payer === 'fund' ? (row.fund_layer ?? 'special-fund') : 'society';
}

/** A payer that is named but out of reach or missing is a closed purse, never a free service. */
function payerOf(row: CandidateRow, day: string): CandidatePayer {
  if (row.payer === 'fund') {
    const open = row.fund_state === 'open';
    const [leftFen, householdCeilingFen] = [Number(row.fund_left_fen ?? 0), Number(row.household_ceiling_fen ?? 0)];
    return { kind: 'fund', id: row.fund_id ?? '', open, leftFen, householdCeilingFen };
  }
  if (row.payer !== 'contract') return { kind: row.payer };
  const running = (row.starts_on ?? '9') <= day && day <= (row.ends_on ?? '');
  const leftFen = Number(row.contract_left_fen ?? 0);
  return {
    kind: 'contract',
    id: row.contract_id ?? '',
    open: row.contract_state === 'signed' && running,
    leftFen,
    leftUnits: row.contract_left_units ?? 0,
  };
}

function capacityOf(row: CandidateRow, day: string): OfferingCandidate['capacity'] {
  if (!row.capacity_known) return { known: false, left: 0, nextPeriodOn: null };
  const left = (row.opened ?? row.capacity_per_period ?? 0) - (row.reserved ?? 0) - (row.taken ?? 0);
  const leftNext = (row.next_opened ?? row.capacity_per_period ?? 0) - (row.next_held ?? 0);
  return { known: true, left, nextPeriodOn: leftNext > 0 ? `${nextPeriod(periodOf(day))}-01` : null };
}

function credentialOf(row: CandidateRow, day: string): OfferingCandidate['credential'] {
  const minorsCheckValidUntil = row.minors_until;
  if (row.required_credential === null) return { state: 'not-required', validUntil: null, minorsCheckValidUntil };
  const validUntil = row.required_until;
  const state = validUntil === null ? 'missing' : validUntil < day ? 'expired' : 'valid';
  return { state, validUntil, minorsCheckValidUntil };
}

function loadOf(row: CandidateRow): number | null {
  if (!row.capacity_known) return null;
  const opened = row.opened ?? row.capacity_per_period ?? 0;
  return opened === 0 ? 100 : Math.round((100 * ((row.reserved ?? 0) + (row.taken ?? 0))) / opened);
}
