import type { Rational } from '../../reference/formulas';
import { type CompiledRules, supportOwed } from '../means-test';
import type { ObligorsView, Owed } from './dto/obligor.view';
import type { SupportObligor } from './support-obligor.entity';

type Row = Pick<
  SupportObligor,
  'unableBecause' | 'incomeYearFen' | 'householdSize' | 'supports' | 'agreedMonthFen' | 'paidMonthFen'
>;

/** Towards zero: shown, never compared. */
const wholeFen = ({ n, d }: Rational): number => Number(n / d);

const dueOf = (row: Row, rules: CompiledRules): Rational | null =>
  supportOwed(
    {
      ...{ able: row.unableBecause === null, incomeYearFen: row.incomeYearFen, members: row.householdSize },
      ...{ supports: row.supports, agreedMonthFen: row.agreedMonthFen, paidMonthFen: row.paidMonthFen },
    },
    rules,
  );

/** What one of them owes by law, and whether less is paid; not known is not unpaid (R65). */
export function owedBy(row: Row, rules: CompiledRules): Owed {
  const due = dueOf(row, rules);
  const paid = row.paidMonthFen;
  return {
    dueMonthFen: due && wholeFen(due),
    unpaid: due !== null && paid !== null && BigInt(paid) * due.d < due.n,
  };
}

/** Law and fact side by side, over those who still owe. */
export function obligorSums(rows: readonly Row[], rules: CompiledRules): ObligorsView['sums'] {
  const able = rows.filter(({ unableBecause }) => unableBecause === null);
  const sum = (amounts: ReadonlyArray<number | null>) =>
    amounts.reduce<number | null>((total, one) => (total === null || one === null ? null : total + one), 0);
  return {
    obligors: rows.length,
    able: able.length,
    dueMonthFen: sum(able.map((row) => owedBy(row, rules).dueMonthFen)),
    paidMonthFen: sum(able.map(({ paidMonthFen }) => paidMonthFen)),
  };
}
