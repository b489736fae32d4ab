import type { MemberFacts } from './matching.types';
import type { PersonRule, RuleInput, Objection } from './rule';
import { personsOf } from './rule';

const ADULT = 18;

const ageRule: PersonRule = {
  name: 'age',
  citation: 'R34',
  cause: 'not-eligible',
  check: ({ age }, { eligibility }): Objection | null => {
    const from = eligibility.minAge ?? 0;
    const to = eligibility.maxAge ?? 150;
    if (from <= 0 && to >= 150) return null;
    if (age === null) return { change: 'record-age', params: { from, to } };
    return age >= from && age <= to ? null : { change: 'other-age', params: { age, from, to } };
  },
};

/** A card for multiple disabilities names no kind of its own, so it meets every kind (B34). */
const disabilityRule: PersonRule = {
  name: 'disability',
  citation: 'B34',
  cause: 'not-eligible',
  check: ({ disability }, { eligibility }) => {
    const kinds = eligibility.disabilityKinds ?? [];
    const mildest = eligibility.minDisabilityGrade ?? null;
    if (kinds.length === 0 && mildest === null) return null;
    const params = { kinds: kinds.join(', ') || '*', grade: mildest ?? 4 };
    if (!disability) return { change: 'record-disability', params };
    const kindFits = kinds.length === 0 || disability.kind === 'multiple' || kinds.includes(disability.kind);
    return kindFits && disability.grade <= (mildest ?? 4) ? null : { change: 'other-disability', params };
  },
};

const sexRule: PersonRule = {
  name: 'sex',
  citation: 'R97',
  cause: 'not-eligible',
  check: ({ sex }, { eligibility }) => {
    const wanted = eligibility.sex;
    if (!wanted) return null;
    if (sex === null || sex === 'unknown') return { change: 'record-sex', params: { wanted } };
    return sex === wanted ? null : { change: 'other-sex', params: { wanted } };
  },
};

/**
 * B30: staff who meet a minor need a check that is not older than a year. Who has no recorded age is a minor where only
 * minors are admitted.
 */
const minorsCheckRule: PersonRule = {
  name: 'credential',
  citation: 'B30',
  cause: 'not-eligible',
  check: ({ age }, { contact, credential, eligibility }, { today }) => {
    if (!contact || (age ?? eligibility.maxAge ?? ADULT) >= ADULT) return null;
    const until = credential.minorsCheckValidUntil ?? null;
    return until !== null && until >= today ? null : { change: 'check-minors', params: { until: until ?? '-' } };
  },
};

export const personRules: readonly PersonRule[] = [ageRule, disabilityRule, sexRule, minorsCheckRule];

/** A household without recorded members meets no condition on a person, and hears which fact is missing. */
const NOBODY_RECORDED: MemberFacts = { id: '', age: null, sex: null };

export interface PersonObjection {
  rule: PersonRule;
  objection: Objection;
}

/**
 * For a need of one member: that member's objections. For a need of the whole household it is enough that one member
 * fits; otherwise the member who comes nearest speaks, the first by id among equals.
 */
export function personObjections({ household, need, offering, context }: RuleInput): readonly PersonObjection[] {
  const known = [...personsOf(household, need)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const persons = known.length > 0 ? known : [NOBODY_RECORDED];
  let nearest: readonly PersonObjection[] | null = null;
  for (const person of persons) {
    const objections = personRules.flatMap((rule) => {
      const objection = rule.check(person, offering, context);
      return objection ? [{ rule, objection }] : [];
    });
    if (nearest === null || objections.length < nearest.length) nearest = objections;
  }
  return nearest ?? [];
}
