import { standardOn } from './standard-on';
import { draftPack, problemsOfChanges } from './draft-pack';
import type { PackChange } from './pack-change';
import { packCells } from './pack-cells';
import { Policies } from './policies.service';

const policies = new Policies();
const [demonstration, beilin] = [policies.pack('demonstration'), policies.pack('beilin')];
const change = (path: string, value: number | string, from = '2026-12-01'): PackChange => ({
  ...{ path, value, from, reason: '拟提高标准' },
});
const said = (pack: typeof beilin, ...changes: PackChange[]) =>
  problemsOfChanges(pack, changes).map(({ path, section, row, code }) => [section, row, code, path].join(' '));

describe('changes of a pack', () => {
  it('that make a pack are let through', () => {
    expect(said(demonstration, change('standards.dibao.fen', 80_000), change('circles.cuts.C3.upTo', 1.6))).toEqual([]);
    expect(said(beilin, change('allowances.table.oldest.amount', 'standard(dibao) * 25%'))).toEqual([]);
    expect(said(beilin, change('allowances.table.oldest.who.ageFrom', 65))).toEqual([]);
  });

  it.each<[why: string, change: PackChange, refusal: string]>([
    [
      'two rows for one category',
      change('selfCare.partly.fromActs', 0),
      'self-care partly pack-two-rows selfCare.partly',
    ],
    [
      'a percentage over 100',
      change('deductions.employment-cost.percent', 120),
      'deductions employment-cost pack-too-big deductions.employment-cost.percent',
    ],
    [
      'a row above the range of 1776 to 6216',
      change('allowances.table.oldest.amount', '60000'),
      'allowances oldest pack-out-of-range allowances.table.oldest.amount',
    ],
    [
      'a row below it',
      change('allowances.table.oldest.amount', '100'),
      'allowances oldest pack-out-of-range allowances.table.oldest.amount',
    ],
    [
      'a name that no formula knows',
      change('allowances.table.oldest.amount', 'wages * 2'),
      'allowances oldest pack-name-unknown allowances.table.oldest.amount',
    ],
    [
      'a standard that nobody loads',
      change('allowances.table.oldest.amount', 'standard(gold)'),
      'allowances oldest pack-standard-unknown allowances.table.oldest.amount',
    ],
    ['cuts that do not rise', change('circles.cuts.C3.upTo', 0.9), 'circles C3 pack-bound-rises circles.cuts.C3'],
    [
      'an end with nothing behind it',
      change('standards.dibao.until', '2026-12-31'),
      'standards dibao pack-nothing-behind standards.dibao',
    ],
    [
      'an end before the beginning',
      change('standards.dibao.until', '2025-12-31'),
      'standards dibao pack-ends-before standards.dibao',
    ],
    [
      'a day on which nothing is in force yet',
      change('standards.dibao.fen', 80_000, '2020-01-01'),
      'standards dibao pack-no-row-on-day standards.dibao.fen',
    ],
    [
      'a way that leads nowhere',
      change('standards.gold.fen', 1),
      'standards gold pack-path-unknown standards.gold.fen',
    ],
    [
      'words for a number',
      change('standards.dibao.fen', 'much'),
      'standards dibao pack-value-kind standards.dibao.fen',
    ],
    [
      'a citation that no head of the pack names',
      { ...change('standards.dibao.fen', 80_000), citation: 'R999' },
      'standards dibao pack-citation-unknown standards.dibao.citation',
    ],
  ])('are refused for %s', (_, one, refusal) => {
    expect(said(beilin, one)).toContain(refusal);
  });

  it('whose dates overlap are refused', () => {
    const cut = change('standards.dibao.fen', 80_000, '2026-06-01');
    // The new row reaches back into the days of the old one.
    expect(said(beilin, cut, change('standards.dibao.from', '2026-03-01', '2026-07-01'))).toContain(
      'standards dibao pack-two-rows-on-day standards.dibao',
    );
  });
});

describe('the pack of a draft', () => {
  const draft = (changes: PackChange[]) => ({
    ...{ number: 'PD-2026-000001', version: 3, name: '提标测算', districtCode: '990101', changes },
  });

  it('names the draft in its version, and leaves its base as it was', () => {
    const before = JSON.stringify(demonstration.rules);
    const pack = draftPack(demonstration, draft([change('standards.dibao.fen', 80_000)]), '2026-12-15');
    expect(pack.version).toBe(`${demonstration.version}+draft-pd-2026-000001@3`);
    expect(JSON.stringify(demonstration.rules)).toBe(before);
  });

  it('holds an amount from its day on and the old one up to the day before', () => {
    const { rules } = draftPack(demonstration, draft([change('standards.dibao.fen', 80_000)]), '2026-12-15');
    const fen = (day: string) => Number(standardOn(rules.standards, 'dibao', day)?.n);
    expect([fen('2026-11-30'), fen('2026-12-01'), fen('2030-01-01')]).toEqual([74_000, 80_000, 80_000]);
  });

  it('holds what has no dates once its day has come', () => {
    const one = draft([change('circles.cuts.C4.upTo', 2.5)]);
    const upTo = (day: string) => draftPack(demonstration, one, day).rules.circles.cuts.at(-1)?.upTo;
    expect([upTo('2026-11-30'), upTo('2026-12-01')]).toEqual([2, 2.5]);
  });

  it('marks what it changes as a default that is no stand-in any more', () => {
    const { rules } = draftPack(beilin, draft([change('standards.dibao.fen', 80_000)]), '2026-12-15');
    const rows = rules.standards.filter(({ kind }) => kind === 'dibao');
    expect(rows.map(({ placeholder, until }) => [placeholder, until])).toEqual([
      [true, '2026-11-30'],
      [undefined, null],
    ]);
    expect(rows.at(-1)?.mark).toBe('default');
  });
});

describe('what a draft may change', () => {
  it('has one way for each number, which leads back to it', () => {
    for (const pack of policies.all()) {
      const cells = packCells(pack.rules, '2026-06-01');
      expect(new Set(cells.map(({ path }) => path)).size).toBe(cells.length);
      const same = cells.flatMap(({ path, value, kind }) =>
        value === null || kind === 'day' ? [] : [change(path, value, '2026-06-01')],
      );
      expect(said(pack, ...same)).toEqual([]);
      expect(cells.length).toBeGreaterThan(30);
    }
  });
});
