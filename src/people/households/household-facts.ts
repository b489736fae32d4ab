import { ageOn } from '../../platform/time';
import { disabilityKinds } from './disability-card';
import type { Household } from './household.entity';
import type { HouseholdMember } from './household-member.entity';

/** What rules may know of a person: no name, no number, no phone (C3). */
export interface MemberFacts {
  id: string;
  /** Full years today; null when the birth date is not recorded. */
  age: number | null;
  sex: string | null;
  /** B34: kind by name, and grade 1 (most severe) to 4. */
  disability?: { kind: string; grade: number };
  inEducation: boolean;
  workCapacity: string;
}

/** What rules may know of a household: matching, checklists, calculations read this and nothing else. */
export interface HouseholdFacts {
  id: string;
  districtCode: string;
  regionId: number;
  regionPath: string;
  point: { lat: number; lon: number } | null;
  /** `'1'` to `'4'` (R11); null before the class is confirmed. */
  class: string | null;
  /** `C1` to `C4` (R27); null before a person has confirmed one, and outside all circles. */
  circle: string | null;
  languages: readonly string[];
  specialHandling: boolean;
  members: readonly MemberFacts[];
}

/** @param today YYYY-MM-DD, Asia/Shanghai */
export function factsOf(household: Household, members: readonly HouseholdMember[], today: string): HouseholdFacts {
  const { id, districtCode, regionId, regionPath, latitude, longitude, primaryClass, languages, specialHandling } =
    household;
  return {
    id,
    districtCode,
    regionId,
    regionPath,
    point: latitude === null || longitude === null ? null : { lat: latitude, lon: longitude },
    class: primaryClass === null ? null : String(primaryClass),
    circle: household.circle,
    languages,
    specialHandling,
    members: members.map((member) => memberFacts(member, today)),
  };
}

function memberFacts(member: HouseholdMember, today: string): MemberFacts {
  const { id, birthDate, sex, disabilityKind, disabilityGrade, inEducation, workCapacity } = member;
  const kind = disabilityKind === null ? undefined : disabilityKinds[disabilityKind - 1];
  return {
    id,
    age: birthDate === null ? null : ageOn(birthDate, today),
    sex: sex === 'unknown' ? null : sex,
    ...(kind && disabilityGrade !== null && { disability: { kind, grade: disabilityGrade } }),
    inEducation,
    workCapacity,
  };
}
