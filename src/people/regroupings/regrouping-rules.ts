import type { FieldError } from '../../platform/errors';
import { ageOn } from '../../platform/time';
import type { HouseholdMember } from '../households';
import type { RegroupingKind } from './regrouping.entity';

const OF_AGE = 18;

type Person = Pick<HouseholdMember, 'id' | 'relation' | 'birthDate' | 'validFrom'>;

/** Who is where before, and who is to go. */
export interface RegroupingFacts {
  kind: RegroupingKind;
  /** Members now of the file they leave, and of the file they go to. */
  members: readonly Person[];
  others: readonly Person[];
  /** Everybody who ever was of the file, to tell who has left already from who never was there. */
  left: ReadonlySet<string>;
  going: ReadonlyArray<{ memberId: string; relation: HouseholdMember['relation'] }>;
  on: string;
  today: string;
  newHeadMemberId: string | null;
  mostMembers: number;
}

/** Who stays without anybody of age: nobody, those left behind, or those who go. */
export type WithoutAdult = 'here' | 'there' | null;

/** All that is wrong with who goes, when and to whom (R99); pure. */
export function faultsOf(facts: RegroupingFacts): FieldError[] {
  const people = facts.going.flatMap((one) => facts.members.find(({ id }) => id === one.memberId) ?? []);
  return [...whoGoes(facts, people), ...whenTheyGo(facts, people), ...headsOf(facts, people)];
}

function whoGoes({ going, members, left, kind, others, mostMembers }: RegroupingFacts, people: Person[]): FieldError[] {
  const faults: FieldError[] = [];
  const ids = going.map(({ memberId }) => memberId);
  const at = (code: string, params?: Record<string, string | number>) =>
    faults.push({ field: 'members', code, params });
  if (ids.length === 0) return [{ field: 'members', code: 'regrouping-nobody-goes' }];
  if (new Set(ids).size < ids.length) at('regrouping-member-twice');
  for (const [place, id] of ids.entries()) {
    if (members.some((member) => member.id === id)) continue;
    const code = left.has(id) ? 'member-left-already' : 'member-of-other-household';
    faults.push({ field: `members.${place}.memberId`, code });
  }
  if (faults.length > 0) return faults;
  if (kind === 'merge' && people.length < members.length) at('regrouping-all-must-go');
  if (kind !== 'merge' && people.length === members.length) at('regrouping-everybody-goes');
  if (others.length + people.length > mostMembers) at('household-too-large', { limit: mostMembers });
  return faults;
}

function whenTheyGo({ on, today }: RegroupingFacts, people: Person[]): FieldError[] {
  if (on > today) return [{ field: 'on', code: 'date-in-future' }];
  const latest = people
    .map(({ validFrom }) => validFrom)
    .sort()
    .at(-1);
  return latest !== undefined && on < latest
    ? [{ field: 'on', code: 'regrouping-before-joining', params: { day: latest } }]
    : [];
}

function headsOf({ kind, going, members, newHeadMemberId }: RegroupingFacts, people: Person[]): FieldError[] {
  const faults: FieldError[] = [];
  const heads = going.filter(({ relation }) => relation === 'head').length;
  if (going.length > 0 && heads !== (kind === 'split' ? 1 : 0))
    faults.push({ field: 'members', code: kind === 'split' ? 'household-needs-one-head' : 'regrouping-head-is-there' });
  const headGoes = people.some(({ relation }) => relation === 'head');
  const stays = members.filter(({ id }) => !people.some((one) => one.id === id));
  if (kind !== 'merge' && headGoes && stays.length > 0 && !stays.some(({ id }) => id === newHeadMemberId))
    faults.push({ field: 'newHeadMemberId', code: 'household-needs-one-head' });
  return faults;
}

/** Whether only minors would be left somewhere; who has no known birthday counts as of age. */
export function withoutAdult({ kind, members, others, going, on }: RegroupingFacts): WithoutAdult {
  const goes = new Set(going.map(({ memberId }) => memberId));
  const isOfAge = ({ birthDate }: Person) => birthDate === null || ageOn(birthDate, on) >= OF_AGE;
  const there = [...others, ...members.filter(({ id }) => goes.has(id))];
  const here = members.filter(({ id }) => !goes.has(id));
  if (kind !== 'merge' && here.length > 0 && !here.some(isOfAge)) return 'here';
  return there.some(isOfAge) ? null : 'there';
}
