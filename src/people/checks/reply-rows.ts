import type { CheckAnswer } from './check-answer.entity';
import type { DepartmentReply } from './department-connector';

export type OneAnswer = DepartmentReply['answers'][number];

/** How the people of one call are called outside: by their order, since no id of ours leaves the house. */
export function keysOf(rows: ReadonlyArray<Pick<CheckAnswer, 'memberId'>>): Map<string, string> {
  const ids = [...new Set(rows.map(({ memberId }) => memberId))].sort();
  return new Map(ids.map((id, place) => [id, `p${place + 1}`]));
}

/** An answer that contradicts itself, or tells of a day that has not come. */
export function isSound({ held, things, amountFen, period, asOf }: OneAnswer, today: string): boolean {
  if (asOf > today || (amountFen === undefined) !== (period === undefined)) return false;
  return held || ((amountFen ?? 0) === 0 && (things ?? 0) === 0);
}

/**
 * The rows of a call after a reply: the first answer to a question stands and later ones are counted; a question without
 * an answer has failed; answers to questions that nobody asked are dropped.
 * @param rows all of the call; changed are those that come back
 * @param late the deadline was over when the reply came
 * @param partial more may come: a question without an answer still waits
 */
export function rowsAfter(
  rows: readonly CheckAnswer[],
  { answers }: DepartmentReply,
  { at, today, late, partial = false }: { at: Date; today: string; late: boolean; partial?: boolean },
): CheckAnswer[] {
  const open = rows.filter(({ state }) => state === 'waiting' || state === 'timed-out');
  const closed = rows.filter((row) => !open.includes(row) && row.held !== null);
  const keys = keysOf(rows);
  const own = (row: CheckAnswer) =>
    answers.filter(({ key, item }) => key === keys.get(row.memberId) && item === row.item);
  const again = closed.flatMap((row) => {
    const times = own(row).length;
    return times > 0 ? [{ ...row, repeats: row.repeats + times }] : [];
  });
  const first = open.flatMap((row): CheckAnswer[] => {
    const [answer, ...others] = own(row);
    const repeats = row.repeats + others.length;
    if (!answer) return partial ? [] : [{ ...row, state: 'failed', reason: 'no-answer' }];
    if (!isSound(answer, today)) return [{ ...row, state: 'failed', reason: 'wrong-answer', repeats }];
    const { held, things = null, amountFen = null, period = null, asOf } = answer;
    const state = late ? 'late' : held ? 'answered' : 'nothing-held';
    return [{ ...row, state, reason: null, held, things, amountFen, period, asOf, answeredAt: at, repeats }];
  });
  return [...first, ...again];
}
