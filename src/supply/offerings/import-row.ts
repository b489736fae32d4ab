import type { OfferingDetails, OfferingEligibility, OfferingSchedule, WeeklySlot } from './offering-terms';
import type { ImportedOffering } from './import-record';

const minuteOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

function slotsOf({ slots }: ImportedOffering['schedule']): WeeklySlot[] {
  return slots
    .map(({ weekday, opens, closes }) => ({ day: weekday, from: minuteOf(opens), to: minuteOf(closes) }))
    .filter(({ day, from, to }) => day >= 1 && day <= 7 && from < to && to <= 1440)
    .slice(0, 50);
}

/** Ages that contradict each other are no rule; the words that came with them stay. */
function eligibilityOf({ minimumAge, maximumAge, text }: ImportedOffering['eligibility']): OfferingEligibility {
  const [minAge, maxAge] = [minimumAge, maximumAge].map((age) =>
    age === null || age < 0 || age > 150 ? null : Math.floor(age),
  );
  const sound = (minAge ?? 0) <= (maxAge ?? 150);
  return { minAge: sound ? (minAge ?? null) : null, maxAge: sound ? (maxAge ?? null) : null, text: text || null };
}

const detailsOf = (record: ImportedOffering): OfferingDetails => ({
  address: record.address || null,
  website: record.website || null,
  fees: record.fees || null,
  serviceAreas: [...record.serviceAreas],
});

export interface ImportRow {
  source_id: string;
  digest: string;
  provider_id: string;
  code: string | null;
  extra_codes: string[];
  name: string;
  description: string | null;
  eligibility: OfferingEligibility;
  schedule: OfferingSchedule;
  details: OfferingDetails;
  languages: string[];
  latitude: number | null;
  longitude: number | null;
  payer: 'free' | 'household';
  capacity_known: boolean;
  capacity_per_period: number | null;
  contact_phone: string | null;
  state: 'listed' | 'closed' | 'unmapped';
}

/** The columns of an imported service; what it does not say is unknown, never zero. */
export function importRow(record: ImportedOffering, providerId: string): ImportRow {
  const known = record.capacityKnown && record.capacityPerPeriod !== null;
  return {
    source_id: record.sourceId,
    digest: record.digest,
    provider_id: providerId,
    code: record.code,
    extra_codes: [...record.extraCodes],
    name: record.name,
    description: record.description || null,
    eligibility: eligibilityOf(record.eligibility),
    schedule: { slots: slotsOf(record.schedule), fixed: false, text: record.schedule.text || null },
    details: detailsOf(record),
    languages: [...record.languages],
    latitude: record.latitude,
    longitude: record.longitude,
    payer: record.fees.trim() === '' ? 'free' : 'household',
    capacity_known: known,
    capacity_per_period: known ? record.capacityPerPeriod : null,
    contact_phone: record.phone || null,
    state: record.code === null ? 'unmapped' : record.active ? 'listed' : 'closed',
  };
}
