import { Policies, PolicyPack } from '../../reference/policies';
import { calculate, compileRules } from '../means-test';
import { assembleFacts, type EntitlementRow, factsUnder, type StoredFacts } from './assemble-facts';

const ON = '2026-05-15';
const policies = new Policies();
const labels = policies.labels();
const reported = (line: string, changes: Partial<EntitlementRow> = {}): EntitlementRow => ({
  ...{ line, memberId: null, state: 'granted', documentNumber: null, grantedFrom: '2026-03-01' },
  updatedAt: new Date('2026-03-02T00:00:00Z'),
  ...changes,
});
const member: StoredFacts['members'][number] = {
  ...{ id: 'a', birthDate: '1980-01-01', disabilityKind: null, disabilityGrade: null, illness: 'none' },
  ...{ workCapacity: 'full', inEducation: false, works: 'no', singleParent: null, counted: true },
};
const income = (amountFen: number): StoredFacts['lines'][number] => ({
  ...{ id: 'l', kind: 'income', item: 'other-income', memberId: 'a', amountFen, period: 'month', asOf: ON },
  ...{ method: 'declared', trade: null, exemptOn: null, endedAt: null },
});
const savings: StoredFacts['lines'][number] = { ...income(0), id: 'm', kind: 'asset', item: 'deposit' };
const facts = (fen: number, ...entitlements: EntitlementRow[]) =>
  assembleFacts(
    {
      ...{ members: [member], lines: [income(fen), savings], obligors: [], nobodyOwes: true },
      ...{ entitlements, failedActs: new Map() },
    },
    ON,
    null,
    labels,
  ).facts;
const typesUnder = (code: string, given: ReturnType<typeof facts>) => {
  const pack = policies.pack(code);
  const row = { kind: 'dibao', fen: 70_000, per: 'month' as const, from: '2020-01-01', until: null, citation: 'B47' };
  const rules = compileRules(new PolicyPack(pack.heads, { ...pack.rules, standards: [row] }), ON);
  return calculate(factsUnder(given, pack), rules).types.map(({ type }) => type);
};

describe('facts of a household with labels of another list (R105)', () => {
  it('take a label as it was imported, a benefit only with the number of a decision (R3)', () => {
    const { statuses } = facts(300_000, reported('relapse-monitored'), reported('dibao'));
    expect(statuses).toEqual([{ status: 'relapse-monitored', memberKey: null, from: '2026-03-01', until: null }]);
    expect(facts(300_000, reported('dibao', { documentNumber: '1' })).statuses).toHaveLength(1);
    expect(facts(300_000, reported('relapse-monitored', { state: 'lapsed' })).statuses).toEqual([]);
  });

  it('show how the two lists differ, under the pack that knows the labels', () => {
    const label = reported('relapse-monitored');
    expect(typesUnder('henan', facts(300_000, label))).toEqual(['relapse-monitored', 'theirs-only']);
    expect(typesUnder('henan', facts(60_000))).toContain('ours-only');
    const both = typesUnder('henan', facts(60_000, label));
    expect(both).toContain('relapse-monitored');
    expect(both.filter((type) => type.endsWith('-only'))).toEqual([]);
    expect(typesUnder('base', facts(300_000, label))).toEqual([]);
  });
});
