import { isObject, objects, text, type LooseObject } from './loose-json';
import type { FoundService } from './nested-service';

/** Marks that only a service carries, and marks that only an organisation carries, for objects of no stated type. */
const SERVICE_MARKS = [
  'service_at_locations',
  'organization',
  'organization_id',
  'application_process',
  'eligibility_description',
  'fees_description',
  'status',
];
const ORGANISATION_MARKS = [
  'programs',
  'organization_identifiers',
  'legal_status',
  'year_incorporated',
  'parent_organization_id',
  'tax_status',
];

/** A line's content without its envelope: `{record_id, hsds}` of harvests, a `data` wrapper, a page's `contents`. */
export function unwrap(value: LooseObject): { contents: LooseObject[]; scope: string } {
  const record = text(value.record_id);
  const scope = record === '' ? '' : `${record}/`;
  for (const key of ['hsds', 'data', 'contents']) {
    const inner = objects(value, key);
    if (inner.length > 0) return { contents: inner, scope };
  }
  const contents = 'hsds' in value ? [] : [value];
  return { contents, scope };
}

/**
 * All services in one object, whatever its shape: a service, an organisation with services, or the three flat lists
 * organizations, services, locations that refer to each other by id. Empty when it holds none.
 */
export function findServices(value: LooseObject): FoundService[] {
  const organisations = objects(value, 'organizations', 'organization');
  const services = objects(value, 'services', 'service');
  if (services.length > 0) {
    const holders = organisations.length > 0 ? organisations : [value];
    const locations = objects(value, 'locations', 'location');
    return services.map((service) => lend(service, holders, locations));
  }
  if (isService(value)) return [{ service: value, organisation: organisations[0], locations: [] }];
  return organisations.filter((organisation) => objects(organisation, 'services').length > 0).flatMap(findServices);
}

function lend(service: LooseObject, organisations: LooseObject[], locations: LooseObject[]): FoundService {
  const wanted = text(service.organization_id);
  const organisation = isObject(service.organization)
    ? service.organization
    : (organisations.find((one) => wanted !== '' && text(one.id) === wanted) ?? organisations[0]);
  const lent = locations.length > 0 ? locations : objects(organisation ?? {}, 'locations');
  return { service, organisation, locations: lent };
}

function isService(value: LooseObject): boolean {
  return (
    SERVICE_MARKS.some((key) => key in value) &&
    !ORGANISATION_MARKS.some((key) => key in value) &&
    !('locations' in value)
  );
}
