import type { MemberFacts } from './calculation-facts';
import type { CalculationResult } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import { fits } from './fits';

/** The innermost layer that a status or a class stands for (R63). */
export function layerOf(
  statuses: readonly string[],
  classes: readonly number[],
  { pack }: CompiledRules,
): string | null {
  const ofStatus = pack.statuses.filter(({ code }) => statuses.includes(code)).map(({ layer }) => layer);
  const row = pack.layers.find(
    ({ code, classes: own }) => ofStatus.includes(code) || own.some((one) => classes.includes(one)),
  );
  return row?.code ?? null;
}

/** Labels of the household and of its people (R52); several may fit. */
export function typesOf(
  members: readonly MemberFacts[],
  statuses: readonly string[],
  classes: readonly number[],
  { pack }: CompiledRules,
): CalculationResult['types'] {
  return pack.types.flatMap<CalculationResult['types'][number]>(
    ({ code, of, who, statuses: own = [], classes: ofClasses = [], unless = [] }) => {
      if (unless.some((status) => statuses.includes(status))) return [];
      const called = own.some((status) => statuses.includes(status)) || ofClasses.some((one) => classes.includes(one));
      if (of === 'household')
        return called || (who && members.some((one) => fits(who, one))) ? [{ type: code, memberKey: null }] : [];
      return members.filter((one) => who && fits(who, one)).map(({ key }) => ({ type: code, memberKey: key }));
    },
  );
}

/** How far each assessed person looks after themselves (B23). */
export function selfCareOf(members: readonly MemberFacts[], { pack }: CompiledRules): CalculationResult['selfCare'] {
  return members.flatMap(({ key, failedActs }) => {
    const row = pack.selfCare.find(
      ({ fromActs, toActs }) => failedActs !== null && failedActs >= fromActs && failedActs <= toActs,
    );
    return row ? [{ memberKey: key, level: row.code }] : [];
  });
}
