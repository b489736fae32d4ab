/** The body behind an imported offering; without an id of its source it is known by its name. */
export interface ImportedProvider {
  sourceId: string | null;
  name: string;
  phone: string;
  email: string;
  website: string;
}

/** One service of an outside directory, ready to be stored as an offering. */
export interface ImportedOffering {
  /** A real district, or `directory:<source>`: a directory of its own, in no region. */
  districtCode: string;
  source: string;
  sourceId: string;
  digest: string;
  provider: ImportedProvider;
  /** Code of domain E; null waits on the mapping desk. */
  code: string | null;
  extraCodes: readonly string[];
  name: string;
  description: string;
  eligibility: { minimumAge: number | null; maximumAge: number | null; text: string };
  /** Weekday 1 is Monday, times HH:MM up to 24:00. */
  schedule: { slots: ReadonlyArray<{ weekday: number; opens: string; closes: string }>; text: string };
  languages: readonly string[];
  latitude: number | null;
  longitude: number | null;
  address: string;
  serviceAreas: readonly string[];
  fees: string;
  phone: string;
  website?: string;
  capacityKnown: boolean;
  capacityPerPeriod: number | null;
  active: boolean;
}

/** What a source calls a provider: its id, else its name. */
export const providerKey = ({ sourceId, name }: ImportedProvider): string => sourceId ?? `name:${name}`;

export const importKey = (record: { districtCode: string; source: string }): string =>
  `${record.districtCode} ${record.source}`;
