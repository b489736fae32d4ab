import type { FieldError } from '../../platform/errors';
import type { SupportObligor } from './support-obligor.entity';

/** What does not fit together in an entry: a sum needs its paper and a paper its sum, a payment a word how it is known. */
export function obligorProblems(row: SupportObligor, today: string): FieldError[] {
  const problems: FieldError[] = [];
  if (row.paper !== null && row.agreedMonthFen === null)
    problems.push({ field: 'agreedMonthFen', code: 'obligor-paper-without-sum' });
  if (row.paper === null && row.agreedMonthFen !== null)
    problems.push({ field: 'paper', code: 'obligor-sum-without-paper' });
  if (row.paper === null && row.paperOn !== null) problems.push({ field: 'paper', code: 'obligor-day-without-paper' });
  if (row.paidMonthFen !== null && row.paidMethod === null)
    problems.push({ field: 'paidMethod', code: 'obligor-paid-how' });
  if (row.paidMonthFen === null && row.paidMethod !== null)
    problems.push({ field: 'paidMonthFen', code: 'obligor-paid-how-much' });
  for (const field of ['asOf', 'paperOn'] as const)
    if ((row[field] ?? '') > today) problems.push({ field, code: 'day-ahead' });
  return problems;
}
