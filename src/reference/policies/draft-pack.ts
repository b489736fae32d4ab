import { changeRules, placeOf } from './change-rules';
import { problemsOfRules } from './check-rules';
import type { ChangeProblem, PackChange } from './pack-change';
import type { PackDraft } from './pack-draft.entity';
import { PolicyPack } from './policy-pack';

/** What keeps changes from being a pack; none when they are one. */
export function problemsOfChanges(base: PolicyPack, changes: readonly PackChange[]): ChangeProblem[] {
  const { rules, problems: lost } = changeRules(base.rules, changes, null);
  const problems = [...twice(changes), ...lost];
  return problems.length > 0 ? problems : problemsOfRules(rules, base.rules, base.citations);
}

/** No number is changed twice from one day on. */
function twice(changes: readonly PackChange[]): ChangeProblem[] {
  const places = changes.map(({ path, from }) => `${path} ${from}`);
  return changes.flatMap(({ path }, place) =>
    places.indexOf(places[place]!) < place ? [{ ...placeOf(path), code: 'pack-change-twice' }] : [],
  );
}

/**
 * The pack that a draft is on a day: its base with what has begun by then. Its version names the draft and the state of it,
 * so that two calculations by different states of a draft are never taken for each other.
 */
export function draftPack(
  base: PolicyPack,
  {
    number,
    version,
    name,
    changes,
    districtCode,
  }: Pick<PackDraft, 'number' | 'version' | 'name' | 'changes' | 'districtCode'>,
  on: string,
): PolicyPack {
  const { rules } = changeRules(base.rules, changes, on);
  const code = `draft-${number.toLowerCase()}`;
  const under = base.heads.at(-1)!.code;
  const head = {
    code,
    version: String(version),
    name: { zh: name, en: name },
    extends: under,
    districts: [districtCode],
    // As it would be on that day; nobody has adopted it.
    ...{ from: on, until: null, approved: null },
  };
  return new PolicyPack([...base.heads, { ...head, citations: [] }], rules);
}
