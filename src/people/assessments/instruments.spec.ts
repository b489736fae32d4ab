import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DataFileError, checkData } from '../../reference/data-files';
import { Taxonomy } from '../../reference/taxonomy';
import { instrumentProblems, instrumentSchema } from './instrument';
import { Instruments } from './instruments';

const text = readFileSync(join(__dirname, 'instruments', 's01.yaml'), 'utf8');
const changed = (change: Record<string, unknown>): unknown => ({
  ...(parse(text) as Record<string, unknown>),
  ...change,
});

describe('Instruments', () => {
  it('finds a scale by code and says not found otherwise', () => {
    const instruments = new Instruments(new Taxonomy());
    expect(instruments.all().map((one) => one.code)).toEqual(['S01', 'S07', 'S11', 'S16']);
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
});
