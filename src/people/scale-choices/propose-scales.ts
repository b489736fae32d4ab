import type { Screening, ScreeningFact } from './screening';

/** What was said to a question; a question that was not asked has no entry. */
export const screeningAnswers = ['yes', 'no', 'unsure'] as const;
export type ScreeningAnswer = (typeof screeningAnswers)[number];

/** What the facts ask of a person; null where nobody has recorded it. */
export interface ScreenedMember {
  id: string;
  age: number | null;
  disabilityGrade: number | null;
  inEducation: boolean;
  workCapacity: string;
  works: string | null;
  illness: string | null;
  singleParent: boolean | null;
}

/** A scale as far as the choice has to know it. */
export interface ChoosableScale {
  code: string;
  subject: 'person' | 'household';
  minimumAge: number | null;
  maximumAge: number | null;
  /** People, or the household as `null`, of whom a result is too young to be asked again. */
  fresh: ReadonlyArray<string | null>;
}

/** A sentence of the proposal: which answer or fact speaks for the scale, and how much. */
export interface ScaleReason {
  kind: 'answer' | 'unsure' | 'fact';
  id: string;
  weight: number;
}

export interface ProposedScale {
  code: string;
  weight: number;
  reasons: ScaleReason[];
  /** Whom it could be asked about: those of whom its facts speak, else all of its ages; empty for the household. */
  memberIds: string[];
}

/** A scale with enough weight that is not proposed all the same. */
export interface PassedScale {
  code: string;
  weight: number;
  why: 'nobody-of-its-ages' | 'asked-lately' | 'more-than-three';
}

export interface ScaleProposal {
  proposed: ProposedScale[];
  passed: PassedScale[];
}

export interface ScreeningFacts {
  answers: Readonly<Record<string, ScreeningAnswer>>;
  members: readonly ScreenedMember[];
}

/**
 * At most three scales with what speaks for each (R18): the heaviest first, of one weight by their code, so that the same
 * facts always come to the same proposal. It decides nothing: the worker adds and drops.
 */
export function proposeScales(
  screening: Screening,
  scales: readonly ChoosableScale[],
  { answers, members }: ScreeningFacts,
): ScaleProposal {
  const holding = factsOf(screening.facts, members);
  const weighed = scales
    .map((scale) => weigh(screening, scale, answers, holding, members))
    .filter(({ weight }) => weight >= screening.atLeast)
    .sort((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1));
  const proposed: ProposedScale[] = [];
  const passed: PassedScale[] = [];
  for (const { code, weight, reasons, memberIds, why } of weighed) {
    if (why !== null) passed.push({ code, weight, why });
    else if (proposed.length === screening.most) passed.push({ code, weight, why: 'more-than-three' });
    else proposed.push({ code, weight, reasons, memberIds });
  }
  return { proposed, passed };
}

type Holding = ReadonlyMap<string, readonly string[]>;

function weigh(
  { rules, unsure }: Screening,
  scale: ChoosableScale,
  answers: ScreeningFacts['answers'],
  holding: Holding,
  members: readonly ScreenedMember[],
): ProposedScale & { why: PassedScale['why'] | null } {
  const own = rules.filter(({ scale: code }) => code === scale.code);
  const reasons = own.flatMap(({ question, fact, weight }): ScaleReason[] => {
    if (fact !== undefined) return holding.has(fact) ? [{ kind: 'fact', id: fact, weight }] : [];
    const said = answers[question ?? ''];
    if (said === 'yes') return [{ kind: 'answer', id: question!, weight }];
    return said === 'unsure' ? [{ kind: 'unsure', id: question!, weight: Math.min(weight, unsure) }] : [];
  });
  const sum = reasons.reduce((total, { weight }) => total + weight, 0);
  return { code: scale.code, weight: sum, reasons, ...aboutWhom(scale, reasons, holding, members) };
}

function aboutWhom(
  { subject, fresh, ...ages }: ChoosableScale,
  reasons: readonly ScaleReason[],
  holding: Holding,
  members: readonly ScreenedMember[],
): Pick<ProposedScale, 'memberIds'> & { why: PassedScale['why'] | null } {
  if (subject === 'household') return { memberIds: [], why: fresh.includes(null) ? 'asked-lately' : null };
  const fitting = members.filter(({ age }) => ofAges(ages, age)).map(({ id }) => id);
  const named = new Set(reasons.flatMap(({ kind, id }) => (kind === 'fact' ? (holding.get(id) ?? []) : [])));
  const spoken = fitting.filter((id) => named.has(id));
  const asked = spoken.length > 0 ? spoken : fitting;
  const left = asked.filter((id) => !fresh.includes(id));
  if (fitting.length === 0) return { memberIds: [], why: 'nobody-of-its-ages' };
  return { memberIds: left, why: left.length === 0 ? 'asked-lately' : null };
}

/** Facts that hold, with the people of whom they speak. */
function factsOf(facts: readonly ScreeningFact[], members: readonly ScreenedMember[]): Holding {
  const ofMembers = new Map(
    facts.flatMap(({ id, member }): Array<[string, string[]]> => {
      const found = member ? members.filter((one) => fits(member, one)).map((one) => one.id) : [];
      return found.length > 0 ? [[id, found]] : [];
    }),
  );
  const ofHousehold = facts.flatMap(({ id, household }): Array<[string, string[]]> => {
    const found = household && people(household, members, ofMembers);
    return found && found.length > 0 ? [[id, found]] : [];
  });
  return new Map([...ofMembers, ...ofHousehold]);
}

function fits(fact: NonNullable<ScreeningFact['member']>, one: ScreenedMember): boolean {
  const { ages, disability, gradeAtMost, inEducation, illness, singleParent, works, workCapacity } = fact;
  if (ages && (one.age === null || one.age < ages.from || one.age > ages.to)) return false;
  if (disability && one.disabilityGrade === null) return false;
  if (gradeAtMost !== undefined && (one.disabilityGrade ?? 5) > gradeAtMost) return false;
  if (inEducation !== undefined && one.inEducation !== inEducation) return false;
  if (illness && one.illness !== illness) return false;
  if (singleParent && one.singleParent !== true) return false;
  if (works && !works.some((kind) => kind === one.works)) return false;
  return !workCapacity || workCapacity.some((kind) => kind === one.workCapacity);
}

const ADULT = 18;

function people(
  { membersAtMost, adultBeside }: NonNullable<ScreeningFact['household']>,
  members: readonly ScreenedMember[],
  ofMembers: Holding,
): string[] {
  if (membersAtMost !== undefined && members.length > membersAtMost) return [];
  if (adultBeside === undefined) return members.map(({ id }) => id);
  const cared = ofMembers.get(adultBeside) ?? [];
  if (cared.length === 0) return [];
  return members.filter(({ id, age }) => !cared.includes(id) && (age ?? 0) >= ADULT).map(({ id }) => id);
}

/** An age that nobody knows keeps nobody out: the one who asks sees the person. */
function ofAges({ minimumAge, maximumAge }: Pick<ChoosableScale, 'minimumAge' | 'maximumAge'>, age: number | null) {
  return age === null || (age >= (minimumAge ?? 0) && age <= (maximumAge ?? 150));
}
