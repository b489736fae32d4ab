import type { CheckAnswer } from './check-answer.entity';
import { keysOf, rowsAfter } from './reply-rows';

const row = (changes: Partial<CheckAnswer> = {}): CheckAnswer => ({
  ...{ id: 'a', callId: 'c', requestId: 'r', householdId: 'h', districtCode: 'd', memberId: 'm', item: 'deposits' },
  ...{ state: 'waiting', reason: null, held: null, things: null, amountFen: null, period: null, asOf: null },
  ...{ answeredAt: null, repeats: 0, ...changes },
});
const now = { at: new Date(0), today: '2026-11-30', late: false };
const answer = { key: 'p1', item: 'deposits', held: true, amountFen: 5, period: 'once' as const, asOf: '2026-11-01' };
const reply = (...answers: Array<typeof answer>) => ({ simulated: true, answers });

describe('rowsAfter', () => {
  it('takes the first answer and counts the second', () => {
    const [after] = rowsAfter([row()], reply(answer, { ...answer, amountFen: 9 }), now);
    expect(after).toMatchObject({ state: 'answered', amountFen: 5, repeats: 1 });
    const [again] = rowsAfter([after!], reply({ ...answer, amountFen: 7 }), now);
    expect(again).toMatchObject({ amountFen: 5, repeats: 2 });
  });

  it('calls an answer late after the deadline, whether something is held or not', () => {
    const rows = [row({ state: 'timed-out' })];
    expect(rowsAfter(rows, reply(answer), { ...now, late: true })[0]).toMatchObject({ state: 'late', held: true });
    const nothing = { key: 'p1', item: 'deposits', held: false, asOf: '2026-11-01' } as typeof answer;
    expect(rowsAfter(rows, reply(nothing), { ...now, late: true })[0]).toMatchObject({ state: 'late', held: false });
    expect(rowsAfter([row()], reply(nothing), now)[0]).toMatchObject({ state: 'nothing-held' });
  });

  it('refuses a day ahead, an amount where nothing is held, and silence about a question', () => {
    const wrong = (changes: object) => rowsAfter([row()], reply({ ...answer, ...changes }), now)[0];
    expect(wrong({ asOf: '2026-12-01' })).toMatchObject({ state: 'failed', reason: 'wrong-answer', amountFen: null });
    expect(wrong({ held: false })).toMatchObject({ reason: 'wrong-answer' });
    expect(wrong({ item: 'securities' })).toMatchObject({ reason: 'no-answer' });
    expect(wrong({ key: 'p2' })).toMatchObject({ reason: 'no-answer' });
  });

  it('lets a question wait on that a file has not answered yet', () => {
    const rows = [row(), row({ id: 'b', item: 'securities' })];
    const after = rowsAfter(rows, reply(answer), { ...now, partial: true });
    expect(after.map(({ id, state }) => [id, state])).toEqual([['a', 'answered']]);
    expect(rowsAfter(rows, reply(answer), now)).toHaveLength(2);
  });

  it('leaves what was not allowed to be sent as it is', () => {
    const kept = row({ state: 'not-sent', reason: 'authorisation-withdrawn' });
    expect(rowsAfter([kept], reply(answer), now)).toEqual([]);
  });

  it('calls people by their order, so that no id leaves the house', () => {
    const rows = [row({ memberId: 'z' }), row({ memberId: 'a' }), row({ memberId: 'z' })];
    expect([...keysOf(rows)]).toEqual([
      ['a', 'p1'],
      ['z', 'p2'],
    ]);
  });
});
