/** Where an outside service is given. Coordinates are null when absent or impossible. */
export interface ImportedLocation {
  name: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
}

/** The body that answers for a service. `sourceId` is null when the source names it without an id. */
export interface ImportedOrganisation {
  sourceId: string | null;
  name: string;
  phone: string;
  email: string;
  url: string;
}

/** One weekly opening. Weekday 1 is Monday; times are HH:MM, `24:00` closes a whole day. */
export interface WeeklySlot {
  weekday: number;
  opens: string;
  closes: string;
}

/** Opening hours: what could be read as weekly slots, and always the source's own words. */
export interface ImportedSchedule {
  slots: WeeklySlot[];
  complete: boolean;
  text: string;
}

/** A term of an outside vocabulary. Only code and name as the source gives them; never kept in this repository. */
export interface ImportedTerm {
  vocabulary: string;
  code: string;
  name: string;
}

/** No stated capacity is *unknown*, which proposes an offering as "ask first" and reserves nothing. */
export type ImportedCapacity = { known: false } | { known: true; places: number; unit: string };

/** One service in the neutral form that every reader produces and every writer takes. */
export interface ImportedService {
  sourceId: string;
  name: string;
  description: string;
  active: boolean;
  url: string;
  email: string;
  application: string;
  organisation: ImportedOrganisation | null;
  locations: ImportedLocation[];
  phones: string[];
  schedule: ImportedSchedule;
  languages: string[];
  eligibility: { minimumAge: number | null; maximumAge: number | null; text: string };
  fees: string;
  serviceAreas: string[];
  terms: ImportedTerm[];
  capacity: ImportedCapacity;
}
