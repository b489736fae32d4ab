import type { ImportedService } from './imported-service';
import { distinct, firstText, objects, text, type LooseObject } from './loose-json';
import { readAge, readCapacity, readLocation, readOrganisation, readPhones, readTerms } from './nested-parts';
import { readSchedules } from './nested-schedule';
import type { Notes, ProblemCode } from './read-item';

/** A service with what its container lends it when it has none of its own. */
export interface FoundService {
  service: LooseObject;
  organisation: LooseObject | undefined;
  locations: LooseObject[];
}

const ENDED = new Set(['inactive', 'defunct', 'temporarily closed']);

/** Makes the neutral record, or says with one code why the record cannot be taken. `scope` keeps local ids apart. */
export function toImportedService(found: FoundService, scope: string, notes: Notes): ImportedService | ProblemCode {
  const { service } = found;
  const id = text(service.id);
  if (id === '') return 'id-missing';
  notes.about(scope + id);
  const name = firstText(service, 'name', 'alternate_name');
  if (name === '') return 'name-missing';
  const organisation = readOrganisation(found.organisation, scope);
  if (organisation === null || organisation.name === '') notes.add('organisation-missing');
  const places = objects(service, 'service_at_locations', 'services_at_location', 'service_at_location');
  const own = places.flatMap((place) => objects(place, 'location'));
  const locations = own.length > 0 ? own : [...objects(service, 'locations', 'location'), ...found.locations];
  const holders = [service, ...places, ...locations];
  const firstSchedules = holders
    .map((holder) => objects(holder, 'schedules', 'regular_schedules', 'schedule'))
    .find((rows) => rows.length > 0);
  return {
    sourceId: scope + id,
    name,
    description: firstText(service, 'description', 'short_description'),
    active: !ENDED.has(text(service.status).toLowerCase()),
    url: firstText(service, 'url', 'website'),
    email: text(service.email),
    application: text(service.application_process),
    organisation,
    locations: locations.map((location) => readLocation(location, notes)),
    phones: readPhones(holders),
    schedule: readSchedules(firstSchedules ?? [], notes),
    languages: distinct(objects(service, 'languages').map((row) => firstText(row, 'name', 'language', 'code'))),
    eligibility: {
      minimumAge: readAge(service.minimum_age, notes),
      maximumAge: readAge(service.maximum_age, notes),
      text: firstText(service, 'eligibility_description', 'eligibility'),
    },
    fees: firstText(service, 'fees_description', 'fees'),
    serviceAreas: distinct(
      objects(service, 'service_areas').map((row) => firstText(row, 'name', 'service_area', 'description')),
    ),
    terms: readTerms(service),
    capacity: readCapacity(service, notes),
  };
}
