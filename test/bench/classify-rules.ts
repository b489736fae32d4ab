import { Engine, type NestedCondition, type RuleProperties } from 'json-rules-engine';
import { numberOf } from './classify-tables';
import type { TableInput, TableOutcome } from './classify-tables';
import type { CompiledRules } from '../../src/people/means-test';
import type { MemberFacts } from '../../src/people/means-test/calculation-facts';
import type { Who } from '../../src/reference/policies';

const is = (fact: string, operator: string, value: unknown): NestedCondition => ({ fact, operator, value });
const rule = (type: string, all: NestedCondition[], params: object, priority = 1): RuleProperties => ({
  ...{ conditions: { all }, event: { type, params }, priority },
});

/** The same tables as rules of json-rules-engine: one set for the household, one for each person. */
export function rivalOf(rules: CompiledRules): (input: TableInput) => Promise<TableOutcome> {
  const household = householdEngine(rules);
  const person = new Engine(rules.allowances.map((row) => rule('allowance', conditionsOf(row.who), { row: row.code })));
  const fens = new Map(rules.allowances.map(({ code, fen }) => [code, numberOf(fen)]));
  const circles: readonly string[] = rules.pack.allowances?.circles ?? [];
  return async ({ statuses, perHead, event, screens, counted }) => {
    const eventDays = event ? (Date.parse(rules.on) - Date.parse(event.date)) / 86_400_000 : null;
    const { events } = await household.run({
      ...{ statuses, perHead: numberOf(perHead), eventDays, ...screens, unstable: counted.some(isUnstable) },
    });
    const found = (type: string, name: string) =>
      events.filter((one) => one.type === type).map((one) => one.params![name] as unknown);
    const classes = (found('class', 'class') as number[]).sort();
    const circle = found('circle', 'circle')[0] as TableOutcome['circle'];
    const allowances: string[] = [];
    for (const member of circles.includes(circle) ? counted : []) {
      const own = await person.run(factsOf(member));
      const rows = own.events.map(({ params }) => params!['row'] as string);
      const best = Math.max(...rows.map((row) => fens.get(row)!));
      if (rows.length > 0) allowances.push(`${member.key} ${best}`);
    }
    return {
      circle,
      class: classes[0] ?? null,
      recheck: (found('recheck', 'months')[0] as number) ?? null,
      allowances,
    };
  };
}

const isUnstable = ({ works, workCapacity }: MemberFacts) =>
  works === 'seasonal' || works === 'flexible' || workCapacity === 'partial';

function householdEngine({ pack, preScreenLine, cuts }: CompiledRules): Engine {
  const first = pack.statuses.filter(({ circle }) => circle === 'C1');
  const anyFirst = first.map(({ code }) => is('statuses', 'contains', code));
  const noneFirst = first.map(({ code }) => is('statuses', 'doesNotContain', code));
  const bounds = [numberOf(preScreenLine!), ...cuts.map(({ upTo }) => numberOf(upTo!))];
  const places = ['C1', ...cuts.map(({ circle }) => circle), 'outside'];
  const between = (place: number): NestedCondition[] => [
    ...(place > 0 ? [is('perHead', 'greaterThan', bounds[place - 1]!)] : []),
    ...(place < bounds.length ? [is('perHead', 'lessThanInclusive', bounds[place]!)] : []),
  ];
  const circles = places.map((circle, place): RuleProperties => {
    const byIncome: NestedCondition[] = [...noneFirst, ...between(place)];
    const all: NestedCondition[] = place === 0 ? [{ any: [...anyFirst, { all: byIncome }] }] : byIncome;
    return {
      ...rule('circle', all, { circle }, 10),
      onSuccess: (_event, almanac) => almanac.addRuntimeFact('circle', circle),
    };
  });
  const months = pack.circles.recheckMonths;
  const recheck = (['C1', 'C2', 'C3', 'C4'] as const).map((circle) => {
    const stable = circle === 'C1' ? [is('unstable', 'equal', false)] : [];
    return rule('recheck', [is('circle', 'equal', circle), ...stable], { months: months[circle] });
  });
  const unstable = [is('circle', 'equal', 'C1'), is('unstable', 'equal', true)];
  const engine = new Engine([
    ...circles,
    ...recheck,
    rule('recheck', unstable, { months: months.unstable }),
    ...classRules(pack),
  ]);
  return engine.addFact('circle', null);
}

function classRules({ statuses, classification }: CompiledRules['pack']): RuleProperties[] {
  const screen = (name: string, one: number) => rule('class', [is(name, 'equal', 'in')], { class: one });
  const recent = [
    is('eventDays', 'greaterThanInclusive', 0),
    is('eventDays', 'lessThanInclusive', classification.eventWindowDays),
  ];
  return [
    ...statuses.map(({ code, class: one }) => rule('class', [is('statuses', 'contains', code)], { class: one })),
    ...[screen('tekun', 1), screen('dibao', 2), screen('dibao-marginal', 2), screen('rigid-expenditure', 3)],
    rule('class', recent, { class: 4 }),
  ];
}

function conditionsOf(who: Who): NestedCondition[] {
  const from = (fact: string, value?: number) => (value === undefined ? [] : [is(fact, 'greaterThanInclusive', value)]);
  const to = (fact: string, value?: number) => (value === undefined ? [] : [is(fact, 'lessThanInclusive', value)]);
  const among = (fact: string, value?: unknown) => (value === undefined ? [] : [is(fact, 'in', value)]);
  const equal = (fact: string, value?: unknown) => (value === undefined ? [] : [is(fact, 'equal', value)]);
  return [
    ...[...from('ageYears', who.ageFrom), ...to('ageYears', who.ageTo)],
    ...[...from('grade', who.disabilityGradeFrom), ...to('grade', who.disabilityGradeTo)],
    ...[...among('kind', who.disabilityKinds), ...among('workCapacity', who.workCapacity)],
    ...[...equal('illness', who.illness), ...equal('isWorking', who.works), ...equal('inEducation', who.inEducation)],
    ...(who.any ? [{ any: who.any.map((one) => ({ all: conditionsOf(one) })) }] : []),
  ];
}

const factsOf = ({ disability, works, ageYears, workCapacity, illness, inEducation }: MemberFacts) => ({
  ...{ ageYears, workCapacity, illness, inEducation, isWorking: works === null ? null : works !== 'no' },
  ...{ grade: disability?.grade ?? null, kind: disability?.kind ?? null },
});
