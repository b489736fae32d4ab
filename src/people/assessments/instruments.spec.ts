import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DataFileError, checkData } from '../../reference/data-files';
import { Taxonomy } from '../../reference/taxonomy';
import { instrumentSchema } from './instrument';
import { instrumentProblems } from './instrument-problems';
import { Instruments } from './instruments';

const text = readFileSync(join(__dirname, 'instruments', 's01.yaml'), 'utf8');
const changed = (change: Record<string, unknown>): unknown => ({
  ...(parse(text) as Record<string, unknown>),
  ...change,
});

type Entry = Record<string, unknown>;
/** A scale as it is written, to be spoilt. */
interface Loose extends Entry {
  items: Entry[];
  flags: Entry[];
  needs: Entry[];
}

describe('Instruments', () => {
  it('finds a scale by code and says not found otherwise', () => {
    const instruments = new Instruments(new Taxonomy());
    expect(instruments.all().map((one) => one.code)).toEqual(
      Array.from({ length: 16 }, (_one, place) => `S${String(place + 1).padStart(2, '0')}`),
    );
    expect(() => instruments.byCode('S99')).toThrow(expect.objectContaining({ code: 'instrument-not-found' }));
  });

  it('refuses an unknown key with file and place', () => {
    expect(() => checkData('s01.yaml', changed({ colour: 'blue' }), instrumentSchema)).toThrow(DataFileError);
    expect(() => checkData('s01.yaml', changed({ colour: 'blue' }), instrumentSchema)).toThrow(/s01\.yaml.*colour/);
  });

  it('reports cuts out of order, needs and items that do not exist', () => {
    const problems = (change: Record<string, unknown>) =>
      instrumentProblems(instrumentSchema.parse(changed(change)), (code) => code !== 'XX-01');
    expect(problems({ scoring: { kind: 'sum', cuts: [10, 5, 16] } })).toEqual(['cuts must rise and stay within 24']);
    expect(problems({ scoring: { kind: 'sum', cuts: [5, 10, 99] } })).toEqual(['cuts must rise and stay within 24']);
    expect(
      problems({ needs: [{ code: 'XX-01', who: 'person', items: [{ any: ['fly'], value: 1, severity: 1 }] }] }),
    ).toEqual(['item fly does not exist', 'need XX-01 is not in the code list']);
  });

  describe('rules that contradict one another', () => {
    const of = (file: string, change: (data: Loose) => void): string[] => {
      const data = parse(readFileSync(join(__dirname, 'instruments', file), 'utf8')) as Loose;
      change(data);
      return instrumentProblems(instrumentSchema.parse(data), () => true);
    };
    const item = (data: Loose, id: string) => data.items.find((one) => one.id === id)!;

    it.each<[string, string, (data: Loose) => void, string]>([
      [
        'a question hangs on a later one',
        's03.yaml',
        (d) => (item(d, 'conditions').askIf = { item: 'pain', atLeast: 1 }),
        'item conditions hangs on a later one',
      ],
      [
        'a question hangs on one that is not there',
        's03.yaml',
        (d) => (item(d, 'control').askIf = { item: 'luck', atLeast: 1 }),
        'item luck does not exist',
      ],
      [
        'a question can never be asked',
        's03.yaml',
        (d) => (item(d, 'control').askIf = { item: 'conditions', atLeast: 4 }),
        'item control can never be asked',
      ],
      [
        'what overrides the sum is not always asked',
        's03.yaml',
        (d) => (item(d, 'vital-drug').askIf = { item: 'conditions', atLeast: 1 }),
        'item vital-drug of flag vital-drug-stopped must always be asked',
      ],
      [
        'a flag can never be raised',
        's03.yaml',
        (d) => (d.flags[0]!.value = 2),
        'flag vital-drug-stopped can never be raised by vital-drug',
      ],
      [
        'a mandatory report is open to all (B31)',
        's09.yaml',
        (d) => delete d.flags[0]!.restricted,
        'flag child-hurt must be restricted',
      ],
      [
        'a need is never opened',
        's02.yaml',
        (d) => (d.needs[0] = { code: 'LI-02', who: 'person' }),
        'need LI-02 is never opened',
      ],
      [
        'a need is out of reach',
        's02.yaml',
        (d) => (d.needs[3]!.items = [{ any: ['medicines'], value: 4, severity: 2 }]),
        'need HE-02 can never be opened by medicines',
      ],
      [
        'bands do not rise',
        's13.yaml',
        (d) => (item(d, 'debt').computed = { ...(item(d, 'debt').computed as object), bands: [6, 3, 12] }),
        'bands of debt must rise',
      ],
      [
        'a band has no option',
        's13.yaml',
        (d) => (item(d, 'debt').computed = { ...(item(d, 'debt').computed as object), bands: [3, 6] }),
        'item debt needs an option for each band',
      ],
      [
        'a scored answer decides whether the scale applies',
        's14.yaml',
        (d) => (d.notApplicable = { any: ['health'], value: 3 }),
        'item health is scored and cannot decide whether the scale applies',
      ],
      [
        'a red flag goes unheard',
        's04.yaml',
        (d) => (d.notApplicable = { any: ['self-harm'], value: 3 }),
        'flag self-harm-thought would go unheard where the scale does not apply',
      ],
      ['ages fall', 's15.yaml', (d) => (d.maximumAge = 2), 'ages must rise'],
      ['ages of a need fall', 's10.yaml', (d) => (d.needs[2]!.ages = { from: 7, to: 6 }), 'ages of RE-03 must rise'],
      ['months fall', 's15.yaml', (d) => (d.retestMonths = [6, 3]), 'months of the next test must rise'],
    ])('%s', (_name, file, change, problem) => {
      expect(of(file, () => undefined)).toEqual([]);
      expect(of(file, change)).toContain(problem);
    });
  });

  it('has them asked again after three to six months, the triage at every intake', () => {
    const instruments = new Instruments(new Taxonomy());
    expect(instruments.byCode('S10').retestMonths).toEqual([3, 6]);
    expect(instruments.byCode('S16').retestMonths).toBeNull();
  });

  it('keeps mood, anxiety and child protection to those who were trained, and tells them what to mind (R18)', () => {
    const trained = new Instruments(new Taxonomy()).all().filter(({ assessors }) => assessors === 'trained');
    expect(trained.map(({ code }) => code)).toEqual(['S04', 'S05', 'S09']);
    expect(trained.filter(({ training }) => !training)).toEqual([]);
  });

  it('opens with each scale what the table of domain D says', () => {
    const opens = Object.fromEntries(
      new Instruments(new Taxonomy()).all().map(({ code, needs }) => [code, needs.map((need) => need.code).sort()]),
    );
    expect(opens).toMatchObject({
      S01: ['CA-01', 'CA-02', 'CA-03', 'CA-04', 'CA-05', 'HO-02', 'RE-02'],
      S02: ['CB-02', 'HE-02', 'LI-02', 'LI-03', 'LI-05'],
      S03: ['HE-01', 'HE-02', 'HE-03', 'HE-04', 'MA-04'],
      S04: ['PS-01', 'PS-02', 'PS-03', 'SO-01'],
      S05: ['PS-01', 'PS-02'],
      S06: ['LI-01', 'SO-01', 'SO-02'],
      S07: ['CB-03', 'LK-02', 'LK-04', 'SO-03', 'SO-04'],
      S08: ['CA-03', 'CA-06', 'EM-01', 'PS-04'],
      S09: ['CH-01', 'CH-02', 'CH-03', 'ED-04', 'LE-04'],
      S10: ['EM-01', 'HO-03', 'RE-01', 'RE-02', 'RE-03', 'SO-02'],
      S11: ['CR-01', 'LI-02', 'MA-01', 'MA-02', 'MA-03', 'MA-05'],
      S12: ['HO-01', 'HO-02', 'HO-03', 'HO-04', 'HO-05'],
      S13: ['CR-02', 'LK-01', 'MA-04', 'MA-05'],
      S14: ['CB-01', 'CB-02', 'CB-03', 'EM-01', 'EM-02', 'EM-03', 'EM-04', 'EM-05'],
      S15: ['CB-04', 'ED-01', 'ED-02', 'ED-03', 'ED-04'],
    });
  });
});
