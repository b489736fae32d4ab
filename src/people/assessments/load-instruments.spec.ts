import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Config } from '../../platform/config';
import { DataFileError } from '../../reference/data-files';
import { Taxonomy } from '../../reference/taxonomy';
import { itemMaximum } from './instrument';
import { COUNTY_FOLDER, Instruments } from './instruments';
import { score } from './score';

type Data = Record<string, unknown> & { code: string; version: string; items: Array<Record<string, unknown>> };
const shipped = join(__dirname, 'instruments');
const read = (file: string): Data => parse(readFileSync(join(shipped, file), 'utf8')) as Data;

describe('scales of a county, by files alone (R18)', () => {
  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

  function withFiles(...scales: object[]): Instruments {
    const dataDir = mkdtempSync(join(tmpdir(), 'yuanlian-scales-'));
    folders.push(dataDir);
    mkdirSync(join(dataDir, COUNTY_FOLDER));
    for (const [place, scale] of scales.entries())
      writeFileSync(join(dataDir, COUNTY_FOLDER, `scale-${place}.yaml`), stringify(scale));
    return new Instruments(new Taxonomy(), Object.assign(new Config(), { dataDir }));
  }

  it('adds a seventeenth, which is scored as ours are', () => {
    const scales = withFiles({ ...read('s06.yaml'), code: 'X17', version: '1.0', flags: [], needs: [] });
    expect(scales.all().map(({ code }) => code)).toEqual([
      ...Array.from({ length: 16 }, (_one, place) => `S${String(place + 1).padStart(2, '0')}`),
      'X17',
    ]);
    const own = scales.byCode('X17');
    const most = Object.fromEntries(own.items.map((item) => [item.id, item.reverse ? 0 : itemMaximum(own, item)]));
    expect(score(own, most)).toMatchObject({ instrument: 'X17', severity: 3 });
  });

  it('puts the words of a county before ours, and reads results of ours on', () => {
    const theirs = read('s11.yaml');
    theirs.items[0] = { ...theirs.items[0], zh: '怕屋头粮食吃不拢' };
    const scales = withFiles({ ...theirs, version: '1.0.1' }, { ...theirs, version: '1.0.10' });
    expect(scales.byCode('S11')).toMatchObject({
      version: '1.0.10',
      items: [{ zh: '怕屋头粮食吃不拢' }, {}, {}, {}, {}, {}, {}, {}, {}],
    });
    expect(scales.version('S11', '1.0')?.items[0]?.zh).toBe(read('s11.yaml').items[0]!.zh);
    expect(scales.version('S11', '0.9')).toBeNull();
  });

  it('keeps an older version of a county in use before a newer one of ours', () => {
    expect(withFiles({ ...read('s11.yaml'), version: '0.5' }).byCode('S11').version).toBe('0.5');
  });

  it.each<[string, object, string]>([
    ['a version that is there already', read('s11.yaml'), 'version 1.0 of S11 has another file already'],
    [
      'a triage that became a sum',
      { ...read('s11.yaml'), code: 'S16', version: '2.0' },
      'S16 is another kind of scale',
    ],
    [
      'a scale for a household that became one for a person',
      { ...read('s11.yaml'), subject: 'person', version: '2.0' },
      'kind of scale',
    ],
    [
      'a need nobody knows',
      { ...read('s11.yaml'), version: '2.0', needs: [{ code: 'ZZ-01', who: 'person', fromSeverity: 1 }] },
      'ZZ-01',
    ],
    ['a version that is no number', { ...read('s11.yaml'), version: 'new' }, 'version'],
  ])('refuses %s with file and reason', (_name, scale, reason) => {
    expect(() => withFiles(scale)).toThrow(DataFileError);
    expect(() => withFiles(scale)).toThrow(new RegExp(`scale-0\\.yaml.*${reason}`));
  });

  describe('GB/T 42195-2022, whose text a county has to load itself (B37)', () => {
    const PARTS = { 'self-care': [8, 32], movement: [4, 15], mind: [9, 28], senses: [5, 15] } as const;
    const blank = read('blank/gbt-42195.yaml');

    it('ships without a word of its questions, and no start takes it for a scale', () => {
      expect(blank.items.every(({ zh, en }) => zh === '' && en === '')).toBe(true);
      expect(new Instruments(new Taxonomy()).all().some(({ code }) => code === blank.code)).toBe(false);
      expect(() => withFiles(blank)).toThrow(/line \d+: items\.0\.zh/);
    });

    it('holds 26 questions in four parts and 90 points when it is filled in', () => {
      const choices = (values: number[]) => values.map((value) => ({ value, zh: `${value}分`, en: `${value}` }));
      const options = { '3': choices([0, 1, 2, 3]), '4': choices([0, 1, 2, 3, 4]), one: choices([0, 1]) };
      // Invented choices: the parts have 8 × 4, 3 × 4 + 3, 6 × 4 + 3 + 1 … points; the real ones stand in the standard.
      const listOf = (id: string, place: number): string => {
        if (id.startsWith('self-care')) return '4';
        if (id.startsWith('movement')) return place === 11 ? '3' : '4';
        if (id.startsWith('mind')) return place === 12 ? '4' : '3';
        return '3';
      };
      const items = blank.items.map((item, place) => ({
        ...item,
        zh: `题${place + 1}`,
        en: `Question ${place + 1}`,
        options: listOf(String(item.id), place),
      }));
      const words = {
        construct: { zh: '能力', en: 'Ability' },
        lookBack: { days: 30, zh: '最近一月', en: 'Last month' },
      };
      const filled = withFiles({ ...blank, ...words, options, items, scoring: { kind: 'sum', cuts: [18, 36, 59] } });
      const scale = filled.byCode('GBT42195');
      for (const [part, [count, points]] of Object.entries(PARTS)) {
        const own = scale.items.filter(({ id }) => id.startsWith(part));
        expect([own.length, own.reduce((sum, item) => sum + itemMaximum(scale, item), 0)]).toEqual([count, points]);
      }
      const able = Object.fromEntries(scale.items.map((item) => [item.id, itemMaximum(scale, item)]));
      expect(score(scale, able)).toMatchObject({ raw: 0, max: 90, severity: 0 });
      expect(score(scale, Object.fromEntries(scale.items.map(({ id }) => [id, 0])))).toMatchObject({
        raw: 90,
        severity: 3,
      });
    });
  });
});
