import { supportDates, taperSchedule, taperSpan, waitingMonths, waitingUntil } from '../../src/people/clocks';
import { Policies } from '../../src/reference/policies';
import { PACKS } from './golden-case';

/** Worked out by hand: a taper begins in the month after the change (B11); nobody else than Hubei has twelve months (R85). */
const TAPERS: Readonly<Record<string, [last: string, months: number]>> = {
  ...Object.fromEntries(PACKS.map((pack) => [pack, ['2026-09', 6] as const])),
  hubei: ['2027-03', 12],
};
const policies = new Policies();

describe.each(PACKS)('the three clocks under %s (E3, R38, R43, R85)', (code) => {
  const { taper, waiting, watchMonths, support } = policies.pack(code).rules.clocks;
  const [last, months] = TAPERS[code]!;

  it('pay on from April when the income passes the standard in March', () => {
    const schedule = taperSchedule('2026-03-15', taper);
    expect([schedule.length, schedule[0]?.month, schedule.at(-1)?.month]).toEqual([months, '2026-04', last]);
    expect(schedule.every(({ percent }) => percent === 100)).toBe(true);
  });

  it.each([
    ['2026-03-01', '2026-04-01'],
    ['2026-03-31', '2026-04-01'],
    ['2026-04-01', '2026-05-01'],
    ['2026-12-31', '2027-01-01'],
  ])('count a change on %s from %s on', (changed, from) => {
    expect(taperSpan(changed, taper.months).from).toBe(from);
  });

  it.each([
    [['stable-work'], 6, '2026-09-15'],
    [['flexible-work'], 9, '2026-12-15'],
    [['one-off-income'], 12, '2027-03-15'],
    [['treatment-ended'], 12, '2027-03-15'],
    [['stable-work', 'someone-to-care-for'], 12, '2027-03-15'],
    [['stable-work', 'flexible-work'], 9, '2026-12-15'],
  ])('let %j wait %i months, whatever the taper, and the longest of several counts', (grounds, expected, until) => {
    expect(waitingMonths(waiting, grounds)).toBe(expected);
    expect(waitingUntil('2026-03-15', expected)).toBe(until);
  });

  it('support for three years with twelve contacts and six consultations, and watch for two', () => {
    const { until, contacts, consultations } = supportDates('2026-03-15', support);
    expect([until, contacts.length, consultations.length, watchMonths]).toEqual(['2029-03-15', 12, 6, 24]);
    expect([contacts[0], consultations[0]]).toEqual(['2026-06-15', '2026-09-15']);
  });
});
