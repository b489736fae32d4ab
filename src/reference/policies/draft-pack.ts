import { changeRules, placeOf } from './change-rules';
import { problemsOfRules } from './check-rules';
import { unnamedCitations } from './citations';
import type { ChangeProblem, PackChange } from './pack-change';
import type { PackDraft } from './pack-draft.entity';
import { PolicyPack } from './policy-pack';

/** What keeps changes from being a pack; none when they are one. */
export function problemsOfChanges(base: PolicyPack, changes: readonly PackChange[]): ChangeProblem[] {
  const { rules, problems: lost } = changeRules(base.rules, changes, null);
  const problems = [...twice(changes), ...lost, ...uncited(changes, base)];
  if (problems.length > 0) return problems;
  const whole = problemsOfRules(rules, base.rules, base.citations);
  return whole.length > 0 ? whole : between(base, changes);
}

/** What comes and goes again makes no pack on the days between, even if it does in the end. */
function between(base: PolicyPack, changes: readonly PackChange[]): ChangeProblem[] {
  const days = new Set(changes.flatMap(({ value, from }) => (value === undefined ? [from] : [])));
  for (const day of [...days].sort()) {
    const { rules } = changeRules(base.rules, changes, day);
    const problems = problemsOfRules(rules, base.rules, base.citations);
    if (problems.length > 0) return problems;
  }
  return [];
}

/** A row is removed on a text that the pack names, as a layer has to say it (B3). */
function uncited(changes: readonly PackChange[], { citations }: PolicyPack): ChangeProblem[] {
  return changes.flatMap((change): ChangeProblem[] => {
    if (!change.removed) return [];
    if (change.citation === undefined) return [{ ...placeOf(change), code: 'pack-removal-uncited' }];
    const unknown = unnamedCitations({ citation: change.citation }, citations).length > 0;
    return unknown ? [{ ...placeOf(change), code: 'pack-citation-unknown', params: { what: change.citation } }] : [];
  });
}

/** Nothing is changed twice from one day on. */
function twice(changes: readonly PackChange[]): ChangeProblem[] {
  const places = changes.map(({ path, from }) => `${path} ${from}`);
  return changes.flatMap((change, place) =>
    places.indexOf(places[place]!) < place ? [{ ...placeOf(change), code: 'pack-change-twice' }] : [],
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
