import type { ImportedOffering, ImportedProvider } from '../../supply/offerings';
import type { RecordPlace } from '../spreadsheets';
import type { DirectoryEntry } from './import-run';
import type { ImportedService } from './imported-service';

function providerOf({ organisation, name }: ImportedService): ImportedProvider {
  return {
    sourceId: organisation?.sourceId ?? null,
    name: organisation?.name || name,
    phone: organisation?.phone ?? '',
    email: organisation?.email ?? '',
    website: organisation?.url ?? '',
  };
}

/** The neutral record as the supply wing takes it. Of several places the first with a position is the offering's. */
export function importedOffering(
  place: RecordPlace,
  { service, digest, code, proposal }: DirectoryEntry,
): ImportedOffering {
  const { locations, capacity, organisation, eligibility, schedule } = service;
  const location = locations.find(({ latitude }) => latitude !== null) ?? locations[0];
  return {
    ...place,
    sourceId: service.sourceId,
    digest,
    provider: providerOf(service),
    code,
    extraCodes: code !== null && proposal?.code === code ? proposal.secondary : [],
    name: service.name,
    description: service.description,
    eligibility: { ...eligibility },
    schedule: { slots: schedule.slots, text: schedule.text },
    languages: service.languages,
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    address: location?.address ?? '',
    serviceAreas: service.serviceAreas,
    fees: service.fees,
    phone: service.phones[0] ?? organisation?.phone ?? '',
    website: service.url,
    capacityKnown: capacity.known,
    capacityPerPeriod: capacity.known ? capacity.places : null,
    active: service.active,
  };
}
