import fc from 'fast-check';
import { plusDays } from '../../reference/calendar';
import { Policies, PolicyPack } from '../../reference/policies';
import { calculate } from './calculate';
import type { CalculationFacts, LineFacts, MemberFacts } from './calculation-facts';
import { canonicalText } from './canonical-text';
import { compileRules } from './compile-rules';
import { replay } from './replay';

const ON = '2026-05-15';
const CIRCLES = ['C1', 'C2', 'C3', 'C4', 'outside'];
const standards = [
  { kind: 'dibao', fen: 70000, per: 'month' as const, from: '2020-01-01', until: null, citation: 'B47' },
  { kind: 'disposable-income', fen: 2_500_000, per: 'year' as const, from: '2020-01-01', until: null, citation: 'B47' },
];
const packs = new Policies().all().map(({ heads, rules }) => new PolicyPack(heads, { ...rules, standards }));
/** The demonstration is the national defaults with invented amounts, which give way here. */
const shipped = packs.filter(({ heads }) => heads.at(-1)!.code !== 'demonstration');
const compiled = shipped.map((pack) => ({ code: pack.heads.at(-1)!.code, pack, rules: compileRules(pack, ON) }));

/** The amounts that a pack itself has. */
const loaded = (code: string) => new Policies().pack(code).rules.standards;

const some = <T>(...values: T[]) => fc.constantFrom(...values);
const mostly = some(true, true, true, true, true, false);
const person = fc.record({
  ageYears: fc.option(fc.nat({ max: 110 })),
  counted: fc.boolean(),
  disability: fc.option(
    fc.record({ kind: some('physical', 'mental', 'visual'), grade: fc.integer({ min: 1, max: 4 }) }),
  ),
  illness: some('none' as const, 'serious' as const, null),
  workCapacity: some('full' as const, 'partial' as const, 'none' as const, null),
  inEducation: some(true, false, null),
  works: some('stable' as const, 'seasonal' as const, 'flexible' as const, 'no' as const, null),
  failedActs: fc.option(fc.nat({ max: 6 })),
});
const entry = fc.record({
  thing: some<readonly [LineFacts['kind'], string]>(
    ...['wage', 'business', 'property', 'transfer', 'other-income', 'scholarship'].map(
      (item) => ['income', item] as const,
    ),
    ...['living', 'medical', 'education'].map((item) => ['expenditure', item] as const),
    ...['deposit', 'vehicle', 'housing'].map((item) => ['asset', item] as const),
  ),
  owner: fc.nat({ max: 5 }),
  fen: fc.nat({ max: 2_000_000 }),
  period: some('month' as const, 'year' as const, 'once' as const),
  asOf: some('2026-05-15', '2025-05-16', '2025-05-15', '2024-01-01'),
  method: some('payslip' as const, 'declared' as const),
});
const household = fc
  .record({
    people: fc.array(person, { minLength: 1, maxLength: 6 }),
    entries: fc.array(entry, { maxLength: 8 }),
    asked: fc.record({ income: mostly, expenditure: mostly, asset: mostly, obligors: mostly }),
    statuses: fc.subarray(['dibao', 'tekun', 'dibao-marginal', 'rigid-expenditure']),
  })
  .map(({ people, entries, asked, statuses }): CalculationFacts => {
    const members: MemberFacts[] = people.map((one, index) => ({ key: `m${index + 1}`, ...one }));
    const lines: LineFacts[] = entries.map(({ thing: [kind, item], owner, ...rest }, index) => ({
      ...{ key: `l${index + 1}`, kind, item, memberKey: owner < people.length ? `m${owner + 1}` : null },
      ...{ trade: null, exemptOn: null },
      ...rest,
    }));
    const dated = statuses.map((status) => ({ status, memberKey: null, from: '2026-01-01', until: null }));
    return { on: ON, members, asked, lines, obligors: [], statuses: dated, event: null };
  });
describe.each(compiled)('properties of the means test under $code', ({ code, pack: { rules: of }, rules }) => {
  it('does not depend on the order of people, lines or statuses', () => {
    const permuted = household.chain((facts) =>
      fc.record({
        facts: fc.constant(facts),
        members: fc.shuffledSubarray(facts.members, { minLength: facts.members.length }),
        lines: fc.shuffledSubarray(facts.lines, { minLength: facts.lines.length }),
        statuses: fc.shuffledSubarray(facts.statuses, { minLength: facts.statuses.length }),
      }),
    );
    fc.assert(
      fc.property(permuted, ({ facts, ...other }) => {
        expect(canonicalText(calculate({ ...facts, ...other }, rules))).toBe(canonicalText(calculate(facts, rules)));
      }),
    );
  });

  it('never moves a household inward for one fen more of income', () => {
    const richer = fc.tuple(household, fc.nat());
    fc.assert(
      fc.property(richer, ([facts, place]) => {
        const income = facts.lines.filter(({ kind }) => kind === 'income');
        fc.pre(income.length > 0);
        const chosen = income[place % income.length]!;
        const lines = facts.lines.map((line) => (line === chosen ? { ...line, fen: line.fen + 1 } : line));
        const rank = (one: CalculationFacts) => CIRCLES.indexOf(calculate(one, rules).circle);
        expect(rank({ ...facts, lines })).toBeGreaterThanOrEqual(rank(facts));
      }),
      { numRuns: 200 },
    );
  });

  it('never comes to an income below nothing, and always answers', () => {
    fc.assert(
      fc.property(household, (facts) => {
        const { incomeMonth, circle } = calculate(facts, rules);
        expect(incomeMonth?.startsWith('-') ?? false).toBe(false);
        expect(incomeMonth === null ? ['unknown', 'C1'] : CIRCLES).toContain(circle);
      }),
    );
  });

  it('comes to the same without noting its steps, and again from what was stored', () => {
    fc.assert(
      fc.property(household, (facts) => {
        const result = calculate(facts, rules);
        expect(calculate(facts, rules, { silent: true })).toEqual({ ...result, steps: [] });
        const stored = { facts: canonicalText(facts), result: canonicalText(result) };
        expect(replay(stored, rules).same).toBe(true);
      }),
    );
  });

  it('takes no more off a line than there is, line by line', () => {
    const items = of.income.items.map(({ code: item }) => item);
    const spent = fc.record({ item: some('living', 'medical', 'education'), fen: fc.nat({ max: 3_000_000 }) });
    fc.assert(
      fc.property(person, some(...items), fc.nat({ max: 1_000_000 }), fc.array(spent), (one, item, fen, spending) => {
        const base = {
          memberKey: 'm1',
          period: 'month',
          asOf: ON,
          method: 'payslip',
          trade: null,
          exemptOn: null,
        } as const;
        const lines: LineFacts[] = [
          { key: 'l1', kind: 'income', item, fen, ...base },
          ...spending.map((row, place) => ({ key: `l${place + 2}`, kind: 'expenditure' as const, ...row, ...base })),
        ];
        const asked = { income: true, expenditure: true, asset: true, obligors: true };
        const members = [{ key: 'm1', ...one, counted: true }];
        const facts = { on: ON, members, asked, lines, obligors: [], statuses: [], event: null };
        const { incomeMonth } = calculate(facts, rules);
        const [n = 0n, d = 1n] = (incomeMonth ?? '0/1').split('/').map(BigInt);
        // A flexible job below the average of its trade counts as that; no pack here has such averages loaded.
        expect([n >= 0n, n <= BigInt(fen) * d]).toEqual([true, true]);
      }),
    );
  });

  it('has for any day at most one row of a table for a code, and one from its first day on', () => {
    const tables: Array<[string, ReadonlyArray<{ code: string; from: string; until: string | null; ends?: true }>]> = [
      ['income', of.income.items],
      ['deductions', of.deductions],
      ['property limits', of.property.limits],
      ['property exemptions', of.property.exemptions],
      ['allowances', of.allowances?.table ?? []],
      ['extras', of.extras],
      ['standards', loaded(code).map(({ kind, ...row }) => ({ code: kind, ...row }))],
    ];
    const day = fc.integer({ min: 0, max: 18_000 }).map((days) => plusDays('2010-01-01', days));
    for (const [table, rows] of tables) {
      const codes = [...new Set(rows.map((row) => row.code))];
      fc.assert(
        fc.property(day, (on) => {
          for (const one of codes) {
            const own = rows.filter((row) => row.code === one);
            const first = own.map(({ from }) => from).sort()[0]!;
            const last = own.find(({ until, ends }) => ends === true && until !== null)?.until ?? null;
            const inForce = own.filter(({ from, until }) => from <= on && (until === null || until >= on));
            const expected = on >= first && (last === null || on <= last) ? 1 : 0;
            expect([table, one, on, inForce.length]).toEqual([table, one, on, expected]);
          }
        }),
        { numRuns: 40 },
      );
    }
  });

  it('has bands without a hole: the circles follow each other, and every income falls into one', () => {
    expect(of.circles.cuts.map(({ circle }) => circle)).toEqual(CIRCLES.slice(4 - of.circles.cuts.length, 4));
    const income = fc.nat({ max: 400_000 });
    const at = (fen: number) => {
      const line: LineFacts = {
        ...{ key: 'l1', kind: 'income', item: 'other-income', memberKey: 'm1', fen, period: 'month', asOf: ON },
        ...{ method: 'checked', trade: null, exemptOn: null },
      };
      const plain = {
        ageYears: 40,
        disability: null,
        illness: 'none',
        workCapacity: 'full',
        inEducation: false,
      } as const;
      const members = [{ key: 'm1', counted: true, ...plain, works: 'no' as const, failedActs: null }];
      const asked = { income: true, expenditure: true, asset: true, obligors: true };
      return calculate({ on: ON, members, asked, lines: [line], obligors: [], statuses: [], event: null }, rules)
        .circle;
    };
    const seen = new Set<string>();
    fc.assert(
      fc.property(income, (fen) => {
        const [here, next] = [at(fen), at(fen + 1)].map((circle) => CIRCLES.indexOf(circle));
        expect(here).toBeGreaterThanOrEqual(0);
        expect([0, 1]).toContain(next! - here!);
        seen.add(at(fen));
      }),
      { numRuns: 300 },
    );
    // No circle is skipped on the way outward, at the bounds themselves either.
    const edges = rules.cuts.flatMap(({ upTo }) => (upTo ? [Number(upTo.n / upTo.d)] : []));
    const walk = [0, ...edges.flatMap((edge) => [edge, edge + 1])].map(at);
    expect([...new Set(walk)]).toEqual(CIRCLES);
    for (const { bands } of [of.benefits])
      expect(bands.every(({ upTo }, place) => place === 0 || upTo > bands[place - 1]!.upTo)).toBe(true);
  });

  it('names one level of self-care for any number of acts, and one share for any month of a taper', () => {
    for (let acts = 0; acts <= 6; acts += 1)
      expect(of.selfCare.filter(({ fromActs, toActs }) => acts >= fromActs && acts <= toActs)).toHaveLength(1);
    const { months, schedule } = of.clocks.taper;
    for (let month = 1; month <= months; month += 1)
      expect(schedule.filter(({ fromMonth, toMonth }) => month >= fromMonth && month <= toMonth)).toHaveLength(1);
  });
});
