import { readCoordinates } from './coordinates';
import type { ImportedCapacity, ImportedLocation, ImportedOrganisation, ImportedTerm } from './imported-service';
import { distinct, firstText, isObject, number, objects, text, type LooseObject } from './loose-json';
import type { Notes } from './read-item';

/** Address lines as one text; `addresss` is what a plural made by machine looks like in the wild. */
function readAddress(location: LooseObject): string {
  const [address] = objects(location, 'addresses', 'addresss', 'address', 'physical_addresses', 'physical_address');
  if (!address) return text(location.address);
  const keys = ['address_1', 'address_2', 'city', 'region', 'state_province', 'postal_code', 'country'];
  return distinct(keys.map((key) => text(address[key]))).join(', ');
}

export function readLocation(location: LooseObject, notes: Notes): ImportedLocation {
  return {
    name: firstText(location, 'name', 'alternate_name'),
    address: readAddress(location),
    ...readCoordinates(location.latitude, location.longitude, notes),
  };
}

/** Telephone numbers that a person can call; fax and text lines are left out. */
export function readPhones(holders: LooseObject[]): string[] {
  const rows = holders.flatMap((holder) => objects(holder, 'phones', 'phone'));
  return distinct(rows.filter((row) => !/fax/i.test(text(row.type))).map((row) => firstText(row, 'number', 'phone')));
}

export function readOrganisation(organisation: LooseObject | undefined, scope: string): ImportedOrganisation | null {
  if (!organisation) return null;
  const name = firstText(organisation, 'name', 'alternate_name');
  const id = text(organisation.id);
  if (name === '' && id === '') return null;
  return {
    sourceId: id === '' ? null : scope + id,
    name,
    phone: readPhones([organisation])[0] ?? '',
    email: text(organisation.email),
    url: firstText(organisation, 'website', 'url', 'uri'),
  };
}

/** Terms from HSDS 3.x attributes or a plain list of taxonomy terms. */
export function readTerms(service: LooseObject): ImportedTerm[] {
  const attributes = objects(service, 'attributes', 'service_attributes').map((row) =>
    isObject(row.taxonomy_term) ? row.taxonomy_term : row,
  );
  const terms = [...attributes, ...objects(service, 'taxonomy_terms', 'taxonomy')].map((row) => ({
    vocabulary: firstText(row, 'taxonomy', 'vocabulary', 'taxonomy_id'),
    code: firstText(row, 'code', 'taxonomy_term_id', 'id'),
    name: firstText(row, 'name', 'label', 'value'),
  }));
  return terms.filter((term) => term.code !== '' || term.name !== '');
}

/** `service_capacity` of HSDS 3.1; anything but a whole number that is not negative counts as unknown, with a note. */
export function readCapacity(service: LooseObject, notes: Notes): ImportedCapacity {
  const [row] = objects(service, 'capacities', 'service_capacities', 'service_capacity');
  if (!row) return { known: false };
  const places = number(row.available) ?? number(row.maximum);
  if (places === null || !Number.isInteger(places) || places < 0) {
    notes.add('capacity-unreadable', { value: firstText(row, 'available', 'maximum') });
    return { known: false };
  }
  const unit = isObject(row.unit) ? text(row.unit.name) : text(row.unit);
  return { known: true, places, unit };
}

/** An age in years, 0–130; 200 and 999 are sources' way of saying "no limit". */
export function readAge(value: unknown, notes: Notes): number | null {
  const age = number(value);
  if (age === null) {
    if (text(value) !== '') notes.add('age-unreadable', { value: text(value).slice(0, 40) });
    return null;
  }
  if (age < 0) notes.add('age-unreadable', { value: age });
  return age < 0 || age > 130 ? null : age;
}
