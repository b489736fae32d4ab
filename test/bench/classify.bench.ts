import 'reflect-metadata';
import { calculate, compileRules } from '../../src/people/means-test';
import { Policies } from '../../src/reference/policies';
import { median, print, quick, round } from './bench';
import { householdsOf, ON } from './classify-households';
import { rivalOf } from './classify-rules';
import { inputOf, tablesOf, type TableInput, type TableOutcome } from './classify-tables';

/**
 * The decision tables of a pack (circle, class, months to the re-check, allowances) asked here and in json-rules-engine, the
 * answers compared household by household; and the whole calculation, silent and with its steps. In memory, one process.
 */
const SEED = 20260515;
const HOUSEHOLDS = quick ? 1000 : 5000;
const ROUNDS = quick ? 3 : 7;
/** So often in a round, since once is too short to be measured beside other work. */
const PASSES = 20;
const TARGET = 20;

const pack = new Policies().all().find(({ heads }) => heads.at(-1)?.code === 'beilin')!;
const rules = compileRules(pack, ON);
const households = householdsOf(SEED, HOUSEHOLDS);
const inputs = households.flatMap((facts): TableInput[] => {
  const input = inputOf(facts, calculate(facts, rules, { silent: true }));
  return input ? [input] : [];
});

void (async () => {
  const [tables, rival] = [tablesOf(rules), rivalOf(rules)];
  // Both are compiled before the first round.
  for (const input of inputs.slice(0, 500)) compareEach([tables(input)], [await rival(input)]);
  const own: number[] = [];
  const theirs: number[] = [];
  for (let done = 0; done < ROUNDS; done += 1) {
    let mine: TableOutcome[] = [];
    let began = process.cpuUsage();
    for (let pass = 0; pass < PASSES; pass += 1) mine = inputs.map(tables);
    own.push(used(began) / PASSES);
    const other: TableOutcome[] = [];
    began = process.cpuUsage();
    for (const input of inputs) other.push(await rival(input));
    theirs.push(used(began));
    compareEach(mine, other);
  }
  const met = new Set(inputs.map((input) => tables(input).circle));
  if (met.size < 5) throw new Error(`Only ${[...met].join(', ')} are met`);
  const [mine, other] = [median(own) / inputs.length, median(theirs) / inputs.length];
  const ratio = round(other / mine, 1);
  print(
    {
      ...{ bench: 'classify', row: 'tables', households: inputs.length, rounds: ROUNDS, equal: true },
      ...{ microseconds: round(mine), jsonRulesEngine: round(other), ratio, target: `>= ${TARGET}` },
    },
    ratio >= TARGET,
  );
  for (const silent of [true, false]) {
    const seconds = Array.from({ length: ROUNDS }, () => {
      const began = process.cpuUsage();
      for (const facts of households) calculate(facts, rules, { silent });
      return used(began) / 1_000_000;
    });
    const row = silent ? 'calculation' : 'calculation with steps';
    print({ bench: 'classify', row, households: HOUSEHOLDS, perSecond: round(HOUSEHOLDS / median(seconds), 0) });
  }
})();

/** Microseconds of the processor since, its waiting for other programs left out. */
function used(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return user + system;
}

function compareEach(mine: readonly TableOutcome[], other: readonly TableOutcome[]): void {
  mine.forEach((outcome, place) => {
    const [one, two] = [JSON.stringify(outcome), JSON.stringify(other[place])];
    if (one !== two) throw new Error(`Household ${place}: ${one} here, ${two} in json-rules-engine`);
  });
}
