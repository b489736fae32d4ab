import type { ListMapping } from './column-mapping';
import { readCoordinates } from './coordinates';
import type { ImportedCapacity, ImportedLocation, ImportedService, ImportedTerm } from './imported-service';
import { distinct, number, text } from './loose-json';
import { readAge } from './nested-parts';
import type { Notes, ProblemCode } from './read-item';
import { readRocDate } from './roc-date';
import { readHoursText } from './weekly-hours';

/** The cells of one row, with those of joined rows; '' for a column that is not there. */
export type Cell = (column: string | undefined) => string;

function first(cell: Cell, columns: readonly string[]): string {
  return columns.map(cell).find((value) => value !== '') ?? '';
}

function split(cell: Cell, column: string, separator: string): string[] {
  return distinct(
    cell(column)
      .split(new RegExp(`[${separator}]`))
      .map((part) => part.trim()),
  );
}

/** Makes the neutral record of one row, or says with one code why it cannot be taken. */
export function toFlatService(
  mapping: ListMapping,
  cell: Cell,
  joined: ImportedLocation[],
  notes: Notes,
): ImportedService | ProblemCode {
  const id = cell(mapping.sourceId);
  if (id === '') return 'id-missing';
  const sourceId = mapping.list === '' ? id : `${mapping.list}:${id}`;
  notes.about(sourceId);
  const named = first(cell, mapping.name);
  if (named === '') return 'name-missing';
  const body = first(cell, mapping.organisation.name);
  if (body === '') notes.add('organisation-missing');
  const { organisation } = mapping;
  return {
    sourceId,
    name: mapping.service ? `${named} · ${mapping.service}` : named,
    description: describe(mapping, cell, notes),
    active: !(mapping.inactive && mapping.inactive.values.includes(cell(mapping.inactive.column))),
    url: cell(mapping.url),
    email: cell(mapping.email),
    application: cell(mapping.application),
    organisation:
      body === ''
        ? null
        : {
            sourceId: cell(organisation.sourceId) || null,
            name: body,
            phone: cell(organisation.phone),
            email: cell(organisation.email),
            url: cell(organisation.url),
          },
    locations: joined.length > 0 ? joined : ownLocation(mapping, cell, notes),
    phones: distinct((mapping.phones ?? []).map(cell)),
    schedule: readHoursText(cell(mapping.schedule)),
    languages: readLanguages(mapping, cell),
    eligibility: {
      minimumAge: readAge(cell(mapping.minimumAge), notes),
      maximumAge: readAge(cell(mapping.maximumAge), notes),
      text: (mapping.eligibility ?? [])
        .filter((part) => cell(part.column) !== '')
        .map((part) => part.label + cell(part.column))
        .join('\n'),
    },
    fees: cell(mapping.fees),
    serviceAreas: readAreas(mapping, cell),
    terms: readTerms(mapping, cell),
    capacity: readPlaces(mapping, cell, notes),
  };
}

function describe(mapping: ListMapping, cell: Cell, notes: Notes): string {
  const dates = (mapping.rocDates ?? []).map(({ column, label }) => {
    const written = cell(column);
    const date = written === '' ? null : readRocDate(written);
    if (written !== '' && date === null) notes.add('date-unreadable', { value: written.slice(0, 40) });
    return written === '' ? '' : `${label}${date ?? written}`;
  });
  return distinct([...(mapping.description ?? []).map(cell), ...dates]).join('\n');
}

function ownLocation(mapping: ListMapping, cell: Cell, notes: Notes): ImportedLocation[] {
  const written = distinct((mapping.address ?? []).map(cell)).join(', ');
  const place = readCoordinates(cell(mapping.latitude), cell(mapping.longitude), notes);
  if (written === '' && place.latitude === null) return [];
  const prefix =
    mapping.addressPrefix !== undefined && !written.startsWith(mapping.addressPrefix) ? mapping.addressPrefix : '';
  return [{ name: '', address: prefix + written, ...place }];
}

function readLanguages({ languages }: ListMapping, cell: Cell): string[] {
  if (!languages) return [];
  return 'always' in languages ? languages.always : split(cell, languages.column, languages.split);
}

function readAreas({ serviceAreas }: ListMapping, cell: Cell): string[] {
  if (!serviceAreas) return [];
  const { strip } = serviceAreas;
  return split(cell, serviceAreas.column, serviceAreas.split).map((area) =>
    strip ? area.replace(new RegExp(strip), '') : area,
  );
}

function readTerms(mapping: ListMapping, cell: Cell): ImportedTerm[] {
  return mapping.terms.flatMap((term) =>
    'code' in term
      ? [{ vocabulary: term.vocabulary, code: term.code, name: '' }]
      : split(cell, term.column, term.split).map((code) => ({ vocabulary: term.vocabulary, code, name: '' })),
  );
}

function readPlaces({ capacity }: ListMapping, cell: Cell, notes: Notes): ImportedCapacity {
  const written = capacity ? text(cell(capacity.column)) : '';
  if (!capacity || written === '') return { known: false };
  const places = number(written);
  if (places !== null && Number.isInteger(places) && places >= 0) return { known: true, places, unit: capacity.unit };
  notes.add('capacity-unreadable', { value: written.slice(0, 40) });
  return { known: false };
}
