import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rational } from '../formulas';
import { loadPacks } from './load-packs';
import { standardOn } from './standard-on';

/** A pack, a file of it, what is changed in it, and the line and reason of the refusal. */
type Case = [pack: string, file: string, from: string | RegExp, to: string, refusal: RegExp];

const PENSION = /until: 2020-12-31/;
const cases: Case[] = [
  ['base', 'income', 'windowMonths: 12', 'windowMonths: 12\n  speed: 3', /income\.yaml: line \d+: income: .*speed/],
  [
    'base',
    'income',
    PENSION,
    'until: 2021-01-01',
    /line \d+: income\.items\.\d+: basic-pension has two rows on 2021-01-01/,
  ],
  [
    'base',
    'income',
    PENSION,
    'until: 2020-12-30',
    /line \d+: income\.items\.\d+: basic-pension has no row on 2020-12-31/,
  ],
  ['base', 'income', PENSION, 'until: 2010-12-31', /basic-pension ends before it begins/],
  ['base', 'deductions', 'percent: 20', 'percent: 120', /line \d+: deductions\.0\.percent/],
  ['base', 'deductions', 'percent: 20', 'percent: 20\n    amount: "1"', /employment-cost needs one of/],
  [
    'base',
    'deductions',
    'standard(dibao) * 2',
    'standart(dibao) * 2',
    /line \d+: deductions\.0\.cap: character 1: standart is not known/,
  ],
  [
    'base',
    'deductions',
    'standard(dibao) * 2',
    'standard(dibao) / 0',
    /line \d+: deductions\.0\.cap: Division by zero/,
  ],
  [
    'base',
    'deductions',
    'standard(dibao) * 2',
    'standard(dibaoo)',
    /line \d+: deductions\.0\.cap: there is no standard dibaoo/,
  ],
  [
    'pidu',
    'standards',
    'kind: disposable-income',
    'kind: dibao',
    /line \d+: standards\.1: dibao has two rows on 2026-01-01/,
  ],
  ['pidu', 'standards', 'until: null', 'until: 2025-12-31', /line \d+: standards\.0: dibao ends before it begins/],
  [
    'pidu',
    'standards',
    'until: null',
    'until: 2026-12-31',
    /line \d+: standards\.0: dibao ends on 2026-12-31 with no row behind it/,
  ],
  ['hubei', 'deductions', 'until: null', 'until: 2026-12-31', /partial-incapacity ends on 2026-12-31 with no row/],
  ['hubei', 'deductions', 'until: null', 'until: null\n    ends: true', /partial-incapacity ends on no day/],
  ['base', 'circles', 'circle: C3', 'circle: C4', /line \d+: circles\.cuts: has to name C2 C3 C4, not C2 C4 C4/],
  ['base', 'circles', 'upTo: 1.5', 'upTo: 1.0', /line \d+: circles\.cuts\.1: the bound has to rise/],
  [
    'base',
    'classes',
    'class: 4',
    'class: 1',
    /line \d+: routes\.3: class 1 has two rows; line \d+: routes: class 4 has no row/,
  ],
  ['base', 'deductions', 'after: []', 'after: [employment-cost]', /line \d+: employment-cost: comes after itself/],
  ['base', 'deductions', 'after: []', 'after: [luck]', /employment-cost: comes after luck, which is not there/],
  ['hubei', 'deductions', 'base: wage', 'base: luck', /hubei\/deductions\.yaml: line \d+: deductions\.0\.base/],
  [
    'base',
    'entitlements',
    'papers: [identity, enrolment',
    'papers: [identity, luck',
    /entitlements\.\d+\.papers\.1: there is no paper luck/,
  ],
  ['base', 'entitlements', 'code: bank-account', 'code: identity', /line \d+: papers\.16: identity has two rows/],
  ['base', 'self-care', 'fromActs: 1', 'fromActs: 2', /line \d+: selfCare\.1: no row for 1/],
  ['base', 'self-care', 'toActs: 3', 'toActs: 4', /line \d+: selfCare\.2: two rows for 4/],
  ['base', 'self-care', 'toActs: 6', 'toActs: 5', /selfCare: ends at 5, not at 6/],
  ['base', 'self-care', 'code: partly', 'code: able', /line \d+: selfCare\.1: able has two rows/],
  ['base', 'clocks', 'toMonth: 6', 'toMonth: 5', /clocks\.taper\.schedule: ends at 5, not at 6/],
  ['base', 'clocks', 'code: flexible-work', 'code: stable-work', /clocks\.waiting\.1: stable-work has two rows/],
  ['base', 'statuses', 'layer: core', 'layer: middling', /line \d+: tekun: names the layer middling/],
  ['base', 'benefits', 'method: gap', 'method: bands', /benefits\.bands: bands belong/],
  [
    'base',
    'timers',
    'citation: R54',
    'citation: R199',
    /timers\.yaml: line \d+: timers\.0\.citation: R199 is named by no/,
  ],
  ['base', 'circles', 'R27 R30', 'R27, R30', /line \d+: circles\.citation: Invalid string/],
  ['hubei', 'clocks', 'citation: R85', 'citation: B11 R199', /line \d+: clocks\.taper\.citation: R199 is named by no/],
  ['base', 'pack', 'until: null', 'until: 2020-01-01', /line \d+: until: ends before it begins/],
  ['base', 'pack', 'approved: null', 'approved: { by: X }', /line \d+: approved\.on/],
  ['base', 'pack', / +by: B3,\n/, '', /line \d+: citations\.2\.by/],
  ['base', 'pack', 'by: B3', 'by: B99', /line \d+: citations\.2: B1 gives way to B99, which nobody names/],
  ['base', 'pack', 'by: B3', 'by: B1', /line \d+: citations\.2: B1 gives way to B1, which gives way itself/],
  ['base', 'pack', 'code: R12,', 'code: R7,', /line \d+: citations\.1: R7 is named twice/],
  ['beilin', 'allowances', 'rows: 7', 'rows: 8', /line \d+: allowances\.rows: says 8 rows, the table has 7/],
  ['beilin', 'allowances', '* 70%', '* 80%', /line \d+: severely-disabled: comes to 710400 fen a year/],
  ['beilin', 'allowances', '* 20%', '* 19.99%', /line \d+: oldest: comes to 177511 fen a year/],
];

describe('packs that cannot be right are refused with file, line and reason (R2)', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'packs-'));
    cpSync(join(__dirname, 'packs'), root, { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each(cases)('%s/%s.yaml: %s -> %s', (pack, name, from, to, refusal) => {
    const file = join(root, pack, `${name}.yaml`);
    const text = readFileSync(file, 'utf8');
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    writeFileSync(file, changed);
    expect(() => loadPacks(root)).toThrow(refusal);
  });

  it('names the very line', () => {
    const file = join(root, 'base', 'rigid.yaml');
    const lines = readFileSync(file, 'utf8').split('\n');
    const wrong = lines.findIndex((line) => line.includes('shareOfIncome'));
    writeFileSync(file, lines.with(wrong, '  shareOfIncome: much').join('\n'));
    expect(() => loadPacks(root)).toThrow(`line ${wrong + 1}: rigid.shareOfIncome`);
  });

  it('lets the last row of a code end where that is said', () => {
    const file = join(root, 'hubei', 'deductions.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('until: null', 'until: 2026-12-31\n    ends: true'));
    expect(loadPacks(root).get('hubei')?.rules.deductions.at(-1)?.until).toBe('2026-12-31');
  });

  it.each([
    ['2026-01-01', '2026-01-01', 74_000],
    ['2026-07-01', '2026-07-01', 74_000],
    ['2025-07-01', '2026-01-01', 74_000],
    ['2025-07-01', '2025-12-31', 60_000],
  ])('beside an amount below from %s the upper one counts where it holds: on %s %i', (from, day, expected) => {
    const write = (pack: string, fen: number, since: string) => {
      const row = `{ kind: dibao, fen: ${fen}, per: month, from: ${since}, until: null, citation: B13 }`;
      writeFileSync(join(root, pack, 'standards.yaml'), `standards:\n  - ${row}\n`);
    };
    write('base', 60_000, from);
    write('pidu', 74_000, '2026-01-01');
    const pack = loadPacks(root).get('pidu')!;
    expect(pack.standard('dibao', day).fen).toBe(expected);
    expect(standardOn(pack.rules.standards, 'dibao', day)).toEqual(rational(expected));
  });

  it('lets a row of a code take the place of the one below, and adds the others', () => {
    const codes = loadPacks(root)
      .get('hubei')
      ?.rules.deductions.map(({ code }) => code);
    expect(codes).toEqual(['employment-cost', 'rigid-cost', 'partial-incapacity']);
    expect(loadPacks(root).get('hubei')?.rules.clocks.taper.months).toBe(12);
    expect(loadPacks(root).get('base')?.rules.clocks.taper.months).toBe(6);
  });
});
