import type { FieldError } from '../../platform/errors';
import type { MeansRules } from '../../reference/policies';
import type { EconomyLine } from './economy-line.entity';

type Rules = Pick<MeansRules, 'income' | 'property'>;
type Average = MeansRules['income']['averages'][number];
type Exemption = MeansRules['property']['exemptions'][number];

const inForce =
  (on: string) =>
  ({ from, until }: { from: string; until: string | null }): boolean =>
    from <= on && (until === null || until >= on);

/** Trades of which the pack knows what they usually bring (R65). */
export const tradesOn = ({ income }: Rules, on: string): Average[] => income.averages.filter(inForce(on));

/** Grounds on which a thing of this item, or any, may be left out of the property (R67). */
export const exemptionsOn = ({ property }: Rules, on: string, item?: string): Exemption[] =>
  property.exemptions.filter(inForce(on)).filter(({ items }) => item === undefined || items.includes(item));

type Named = Pick<EconomyLine, 'kind' | 'item' | 'trade' | 'exemptOn' | 'exemptReason'>;

/** What does not fit: a trade is of income, an exemption of property, both are rows of the pack in force. */
export function problemsOfPack({ kind, item, trade, exemptOn, exemptReason }: Named, rules: Rules, on: string) {
  const problems: FieldError[] = [];
  if (trade !== null) {
    if (kind !== 'income') problems.push({ field: 'trade', code: 'trade-of-income' });
    else if (!tradesOn(rules, on).some((row) => row.trade === trade))
      problems.push({ field: 'trade', code: 'trade-not-in-pack' });
  }
  if (exemptOn !== null) {
    if (kind !== 'asset') problems.push({ field: 'exemptOn', code: 'exemption-of-property' });
    else if (!exemptionsOn(rules, on, item).some(({ code }) => code === exemptOn))
      problems.push({ field: 'exemptOn', code: 'exemption-not-in-pack' });
  }
  if (exemptOn !== null && exemptReason === null)
    problems.push({ field: 'exemptReason', code: 'exemption-without-reason' });
  if (exemptOn === null && exemptReason !== null)
    problems.push({ field: 'exemptOn', code: 'exemption-without-ground' });
  return problems;
}
