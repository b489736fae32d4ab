import { changeRules } from './change-rules';
import { draftPack, problemsOfChanges } from './draft-pack';
import { layRows } from './lay-rows';
import { packChange, type PackChange } from './pack-change';
import { leavesOf, packTables, rowLike } from './pack-tables';
import { Policies } from './policies.service';

const policies = new Policies();
const [demonstration, beilin] = [policies.pack('demonstration'), policies.pack('beilin')];
const DAY = '2026-12-01';
const about = { from: DAY, citation: 'R32', reason: '渝民发〔2026〕1号' };
const carer: PackChange['row'] = {
  ...{ code: 'carer', zh: '照护者', en: 'Carer', who: { ageFrom: 18 }, amount: 'standard(dibao) * 30%' },
};
const added = (more: Partial<PackChange> = {}): PackChange => ({
  ...{ path: 'allowances.table.carer', row: carer, ...about },
  ...more,
});
const removed = (path: string, more: Partial<PackChange> = {}): PackChange => ({
  ...{ path, removed: true, ...about },
  ...more,
});
const said = (pack: typeof beilin, ...changes: PackChange[]) =>
  problemsOfChanges(pack, changes).map(({ path, section, row, code }) => [section, row, code, path].join(' '));
const on = (pack: typeof beilin, day: string, ...changes: PackChange[]) =>
  draftPack(pack, { ...{ number: 'PD-2026-000001', version: 1, name: '试算', districtCode: '990101' }, changes }, day)
    .rules;

describe('rows that a draft adds and removes (R2)', () => {
  it('make a pack, and the table says as many rows as it has', () => {
    expect(said(beilin, added())).toEqual([]);
    expect(said(beilin, removed('allowances.table.oldest'), added())).toEqual([]);
    const { allowances } = on(beilin, DAY, added());
    expect([allowances?.rows, allowances?.table.at(-1)]).toEqual([
      8,
      { ...carer, from: DAY, until: null, citation: 'R32', mark: 'default' },
    ]);
  });

  it('come and go with their day', () => {
    const rules = on(beilin, '2026-06-01', added(), removed('allowances.table.oldest'));
    const inForce = (day: string) =>
      rules.allowances!.table.flatMap(({ code, from, until }) =>
        from <= day && (until === null || until >= day) ? [code] : [],
      );
    expect(inForce('2026-11-30')).toEqual(expect.arrayContaining(['oldest']));
    expect(inForce('2026-11-30')).not.toContain('carer');
    expect(inForce(DAY)).toContain('carer');
    expect(inForce(DAY)).not.toContain('oldest');
    const kinds = (day: string) =>
      on(beilin, day, removed('rigid.kinds.other-rigid')).rigid.kinds.map(({ code }) => code);
    expect([kinds('2026-11-30').includes('other-rigid'), kinds(DAY).includes('other-rigid')]).toEqual([true, false]);
  });

  it('come to what a layer comes to that says the same', () => {
    const limit = { code: 'boats', zh: '船只', en: 'Boats', items: ['vehicle'], count: 1 };
    const changes = [
      { path: 'property.limits.boats', row: limit, ...about, citation: 'B9' },
      removed('rigid.kinds.other-rigid', { citation: 'B9' }),
    ];
    const { rules } = changeRules(beilin.rules, changes, DAY);
    const cited = { citation: 'B9', mark: 'default' };
    const laid = (below: unknown, above: unknown) => layRows(structuredClone(below), above);
    expect(rules.property).toEqual(
      laid(beilin.rules.property, { limits: [{ ...limit, from: DAY, until: null, ...cited }] }),
    );
    expect(rules.rigid).toEqual(
      laid(beilin.rules.rigid, { kinds: [{ code: 'other-rigid', removed: true, ...cited }] }),
    );
  });

  it.each<[why: string, changes: PackChange[], refusal: string]>([
    [
      'a row that is there',
      [added({ path: 'allowances.table.oldest', row: { ...carer, code: 'oldest' } })],
      'allowances oldest pack-row-there allowances.table.oldest',
    ],
    [
      'a row that calls itself otherwise',
      [added({ path: 'allowances.table.nurse' })],
      'allowances nurse pack-row-name allowances.table.nurse',
    ],
    [
      'a table that is not there',
      [added({ path: 'allowances.tables.carer' })],
      'allowances carer pack-path-unknown allowances.tables.carer',
    ],
    [
      'a key that no row has',
      [added({ row: { ...carer, colour: 'red' } })],
      'allowances carer pack-value-form allowances.table.carer',
    ],
    [
      'a row without its amount',
      [added({ row: { ...carer, amount: '' } })],
      'allowances carer pack-too-small allowances.table.carer.amount',
    ],
    [
      'an amount out of range',
      [added({ row: { ...carer, amount: '60000' } })],
      'allowances carer pack-out-of-range allowances.table.carer.amount',
    ],
    [
      'a formula that nobody can read',
      [added({ row: { ...carer, amount: 'wages * 2' } })],
      'allowances carer pack-name-unknown allowances.table.carer.amount',
    ],
    [
      'a text that the pack does not name',
      [added({ citation: 'R999' })],
      'allowances carer pack-citation-unknown allowances.table.carer.citation',
    ],
    [
      'a row that is not there',
      [removed('allowances.table.nobody')],
      'allowances nobody pack-row-unknown allowances.table.nobody',
    ],
    [
      'a removal without a text',
      [removed('allowances.table.oldest', { citation: undefined })],
      'allowances oldest pack-removal-uncited allowances.table.oldest',
    ],
    [
      'a removal on a text that nobody names',
      [removed('allowances.table.oldest', { citation: 'R999' })],
      'allowances oldest pack-citation-unknown allowances.table.oldest',
    ],
    ['a category that others need', [removed('selfCare.partly')], 'self-care'],
    ['a class without its route', [removed('circles.cuts.C3')], 'circles'],
    ['the same twice', [added(), added()], 'allowances carer pack-change-twice allowances.table.carer'],
  ])('are refused for %s', (_, changes, refusal) => {
    expect(said(beilin, ...changes).join('\n')).toContain(refusal);
  });

  it('are refused where the days between make no pack, even if the end does', () => {
    const back: PackChange = {
      ...{ path: 'selfCare.partly', row: structuredClone(beilin.rules.selfCare[1]) as unknown as PackChange['row'] },
      ...{ ...about, from: '2027-03-01' },
    };
    expect(beilin.rules.selfCare[1]!.code).toBe('partly');
    expect(said(beilin, removed('selfCare.partly'), back).length).toBeGreaterThan(0);
  });

  it('say one thing each', () => {
    for (const wrong of [
      { path: 'a.b', ...about },
      { ...added(), value: 1 },
      { ...added(), removed: true },
    ])
      expect(packChange.safeParse(wrong).success).toBe(false);
  });
});

describe('a row made like another', () => {
  it('makes a pack for every table of every pack, once it has another name', () => {
    for (const pack of [demonstration, beilin])
      for (const { path, rows } of packTables(pack.rules, DAY)) {
        const { name, row } = rows[0]!;
        const leaves = leavesOf(row, path);
        const again = rowLike(row, name, new Map(leaves.map(({ way, value }) => [way, value])));
        for (const [key, value] of Object.entries(again)) expect([path, key, value]).toEqual([path, key, row[key]]);
        expect(leaves.length).toBeGreaterThan(0);
      }
    const { row } = packTables(beilin.rules, DAY).find(({ path }) => path === 'allowances.table')!.rows[0]!;
    const like = rowLike(
      row,
      'carer',
      new Map<string, string | number | null>([
        ['who.ageFrom', 60],
        ['zh', '照护者'],
      ]),
    );
    expect(said(beilin, added({ row: like as PackChange['row'] }))).toEqual([]);
    expect(like).toMatchObject({ code: 'carer', zh: '照护者', who: { ageFrom: 60 } });
  });
});
