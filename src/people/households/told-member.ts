import type { MemberInput } from './dto/create-household.dto';

/** A person as the record compares it: what was left empty is empty, not untouched. */
export const told = (person: MemberInput): object => ({
  ...person,
  identityNumber: person.identityNumber ?? null,
  birthDate: person.birthDate ?? null,
  phone: person.phone ?? null,
  disabilityCard: person.disabilityCard ?? null,
  works: person.works ?? null,
  illness: person.illness ?? null,
  singleParent: person.singleParent ?? null,
});
