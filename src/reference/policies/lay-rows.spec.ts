import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layRows, wayInto } from './lay-rows';
import { loadPacks } from './load-packs';

describe('layRows', () => {
  const below = {
    factor: 1,
    table: [
      { code: 'a', fen: 1 },
      { code: 'b', fen: 2 },
      { code: 'b', fen: 3 },
    ],
    plain: [1],
  };

  it('lays blocks key by key, and leaves what a layer does not say', () => {
    expect(layRows(below, { factor: 2 })).toEqual({ ...below, factor: 2 });
    expect(layRows(below, { plain: [] })).toEqual({ ...below, plain: [] });
    expect(layRows(null, { factor: 2 })).toEqual({ factor: 2 });
  });

  it('puts a row in the place of all rows of its name, adds the others, and takes away', () => {
    const laid = (table: object[]) => (layRows(below, { table }) as typeof below).table;
    expect(laid([{ code: 'b', fen: 9 }])).toEqual([
      { code: 'a', fen: 1 },
      { code: 'b', fen: 9 },
    ]);
    expect(laid([{ code: 'c', fen: 9 }]).map(({ code }) => code)).toEqual(['a', 'b', 'b', 'c']);
    expect(laid([{ code: 'b', removed: true }])).toEqual([{ code: 'a', fen: 1 }]);
    expect(laid([])).toEqual(below.table);
  });

  it('finds the way into the file of a layer by the names of the rows', () => {
    const own = {
      table: [
        { code: 'c', fen: 9 },
        { code: 'a', fen: 7 },
      ],
    };
    const laid = layRows(below, own);
    expect(wayInto(own, laid, ['table', 0, 'fen'])).toEqual(['table', 1, 'fen']);
    expect(wayInto(own, laid, ['table', 3, 'fen'])).toEqual(['table', 0, 'fen']);
    expect(wayInto(own, laid, ['table', 1, 'fen'])).toEqual(['table']);
  });
});

/** A layer of its own on the base, one section of it, and what becomes of it. */
describe('single rows of a local pack (R2)', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'packs-'));
    for (const pack of ['base', 'pidu', 'henan'])
      cpSync(join(__dirname, 'packs', pack), join(root, pack), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (section: string, text: string) => {
    const file = join(root, 'pidu', `${section}.yaml`);
    expect(existsSync(file)).toBe(section === 'standards' || section === 'classes' || section === 'lists');
    writeFileSync(file, text);
  };
  const pidu = () => loadPacks(root).get('pidu')!.rules;

  it('replace one row of a section and leave its neighbours', () => {
    const base = loadPacks(root).get('base')!.rules;
    write('timers', 'timers:\n  - { code: plan, unit: workDays, value: 3, citation: R12, mark: default }\n');
    const { timers } = pidu();
    expect(timers.map(({ code }) => code)).toEqual(base.timers.map(({ code }) => code));
    expect(timers.filter((row, place) => row.value !== base.timers[place]?.value)).toMatchObject([{ code: 'plan' }]);
  });

  it('change one number of a block by its own citation', () => {
    write('circles', 'circles: { lineFactor: 2, citation: R12, mark: default }\n');
    expect(pidu().circles).toMatchObject({
      lineFactor: 2,
      preScreen: 1,
      citation: 'R12',
      cuts: [{ circle: 'C2' }, {}, {}],
    });
  });

  it('take a row away', () => {
    write('types', 'types:\n  - { code: elder, removed: true, citation: R12, mark: default }\n');
    expect(pidu().types.map(({ code }) => code)).not.toContain('elder');
    expect(
      loadPacks(root)
        .get('base')!
        .rules.types.map(({ code }) => code),
    ).toContain('elder');
  });

  it.each<[section: string, text: string, refusal: RegExp]>([
    ['circles', 'circles: { lineFactor: 2 }', /circles\.yaml: line 1: circles: needs a citation and a mark/],
    ['circles', 'circles: { speed: 2, citation: R12, mark: default }', /line 1: circles: .*speed/],
    ['types', 'types:\n  - { code: elder, removed: true }', /line 2: types\.0: elder is removed without a citation/],
    [
      'types',
      'types:\n  - { code: luck, removed: true, citation: R12, mark: default }',
      /line 2: types\.0: there is no row luck to remove/,
    ],
    [
      'types',
      'types:\n  - { code: elder, removed: true, zh: 老人, citation: R12, mark: default }',
      /a removed row says nothing more: zh/,
    ],
    ['types', 'types:\n  - { code: elder, removed: false, citation: R12, mark: default }', /removed is true or is not/],
    [
      'types',
      'types:\n' + '  - { code: elder, removed: true, citation: R12, mark: default }\n'.repeat(2),
      /line 2: types\.0: elder has two rows/,
    ],
    [
      'timers',
      'timers:\n' + '  - { code: plan, unit: days, value: 3, citation: R12, mark: default }\n'.repeat(2),
      /pidu\/timers\.yaml: line 3: timers\.1: plan has two rows/,
    ],
    [
      'timers',
      'timers:\n  - { code: walk, unit: days, value: 3, citation: R12, mark: default }\n  - { code: plan, unit: days, value: 0, citation: R12, mark: default }',
      /pidu\/timers\.yaml: line 3: timers\.1\.value/,
    ],
    [
      'income',
      'income:\n  citation: R12\n  mark: default\n  items:\n    - { code: wage, zh: 工资, en: Wages, group: wage, counted: true, from: 2014-05-01, until: 2020-12-31, citation: R12, mark: default }',
      /pidu\/income\.yaml: line 5: income\.items\.0: wage ends on 2020-12-31 with no row behind it/,
    ],
    [
      'checks',
      'checks:\n  departments:\n    - { code: education, removed: true, citation: R12, mark: default }',
      /pidu\/checks\.yaml: line \d+: checks\.catalogue\.\d+: names the department education, which is not there/,
    ],
    [
      'checks',
      'checks:\n  counts: { departments: 19, items: 32, citation: R12, mark: default }',
      /says 19 rows, the table has 12/,
    ],
    [
      'deductions',
      'deductions:\n  - { code: employment-cost, zh: 成本, en: Cost, base: wage, who: {}, percent: 20, after: [walk], from: 2014-05-01, until: null, citation: R12, mark: default }\n  - { code: walk, zh: 走, en: Walk, base: wage, who: {}, percent: 20, after: [employment-cost], from: 2014-05-01, until: null, citation: R12, mark: default }',
      /pidu\/deductions\.yaml: line 2: employment-cost: comes after itself/,
    ],
    [
      'lists',
      'lists:\n  - { code: tiers, zh: 级, en: Tiers, places: 1, citation: R12, mark: seed, entries: [{ code: a, zh: 甲, en: A, citation: R12, mark: seed }, { code: b, zh: 乙, en: B, citation: R12, mark: seed }] }',
      /pidu\/lists\.yaml: line 2: lists\.0\.places: says 1 rows, the table has 2/,
    ],
    [
      'lists',
      'lists:\n  - { code: tiers, zh: 级, en: Tiers, citation: R12, mark: seed, entries: [{ code: a, zh: 甲, en: A, citation: R12, mark: seed }, { code: a, zh: 乙, en: B, citation: R12, mark: seed }] }',
      /lists\.0\.entries\.1: a has two rows/,
    ],
  ])('refuse %s.yaml with file, line and reason: %s', (section, text, refusal) => {
    write(section, `${text}\n`);
    expect(() => loadPacks(root)).toThrow(refusal);
  });

  it('say where they are in the file of the layer, though the table below is longer', () => {
    const file = join(root, 'henan', 'types.yaml');
    const lines = readFileSync(file, 'utf8').split('\n');
    const place = lines.findIndex((line) => line.includes('unlessClasses'));
    writeFileSync(file, lines.with(place, '      unlessClasses: [9],').join('\n'));
    expect(() => loadPacks(root)).toThrow(
      new RegExp(`henan/types\\.yaml: line ${place + 1}: types\\.2\\.unlessClasses`),
    );
  });
});
