import type { MemberFacts, StatusFacts } from './calculation-facts';
import type { CalculationResult } from './calculation-result';
import type { CompiledRules } from './compile-rules';

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

/** Labels of the household and of its people (R52); several may fit. What a person's own status brings names that person. */
export function typesOf(
  members: readonly MemberFacts[],
  inForce: readonly StatusFacts[],
  classes: readonly number[],
  { pack, types }: CompiledRules,
): CalculationResult['types'] {
  return types.flatMap<CalculationResult['types'][number]>(
    ({ code, of, fits, statuses: own = [], classes: ofClasses = [], unless = [], unlessClasses = [] }) => {
      if (unlessClasses.some((one) => classes.includes(one))) return [];
      const fitting = members.filter((one) => fits?.(one)).map(({ key }) => key);
      const barred = new Set(inForce.filter(({ status }) => unless.includes(status)).map(({ memberKey }) => memberKey));
      const holders = inForce
        .filter(({ status }) => own.includes(status) || ofClasses.includes(classOfStatus(status, pack)))
        .map(({ memberKey }) => memberKey);
      const called = holders.length > 0 || fitting.length > 0 || ofClasses.some((one) => classes.includes(one));
      const whole = called && (holders.length === 0 || holders.includes(null));
      const keys = of === 'person' ? fitting : whole ? [null] : [...new Set(holders)];
      return keys
        .filter((key) => !barred.has(null) && !barred.has(key))
        .map((memberKey) => ({ type: code, memberKey }));
    },
  );
}

const classOfStatus = (status: string, { statuses }: CompiledRules['pack']): number =>
  statuses.find(({ code }) => code === status)?.class ?? 0;

/** The row for so many of the six acts that somebody cannot do alone (B23). */
export const selfCareRow = <Row extends { fromActs: number; toActs: number }>(
  rows: readonly Row[],
  failedActs: number,
): Row | undefined => rows.find(({ fromActs, toActs }) => failedActs >= fromActs && failedActs <= toActs);

/** How far each assessed person looks after themselves (B23). */
export function selfCareOf(members: readonly MemberFacts[], { pack }: CompiledRules): CalculationResult['selfCare'] {
  return members.flatMap(({ key, failedActs }) => {
    const row = failedActs === null ? undefined : selfCareRow(pack.selfCare, failedActs);
    return row ? [{ memberKey: key, level: row.code }] : [];
  });
}
