import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataFileError, readDataFile } from '../../reference/data-files';
import { type Instrument, instrumentSchema } from './instrument';
import { instrumentProblems } from './instrument-problems';

/**
 * Reads the scales of the product and those of a county, which may add some and put versions of its own before ours, by
 * files alone (R18). Every version that has a file can be read; the first of each code is in use: the county's before the
 * product's, the higher before the lower.
 * @param county its folder, which need not be there
 * @returns versions by code, codes in order
 * @throws DataFileError naming the file and what is wrong in it
 */
export function loadInstruments(
  shipped: string,
  county: string | null,
  knownCode: (code: string) => boolean,
): Map<string, Instrument[]> {
  const ours = readFolder(shipped, knownCode);
  const theirs = county !== null && existsSync(county) ? readFolder(county, knownCode) : [];
  const read = [...ours.sort(higherLast), ...theirs.sort(higherLast)];
  const byCode = new Map<string, Instrument[]>();
  for (const { file, instrument } of read) {
    const before = byCode.get(instrument.code) ?? [];
    if (before.some(({ version }) => version === instrument.version))
      throw new DataFileError(file, [`version ${instrument.version} of ${instrument.code} has another file already`]);
    if (
      before.some(({ scoring, subject }) => scoring.kind !== instrument.scoring.kind || subject !== instrument.subject)
    )
      throw new DataFileError(file, [`${instrument.code} is another kind of scale in its other version`]);
    byCode.set(instrument.code, [instrument, ...before]);
  }
  return new Map([...byCode].sort(([one], [other]) => (one < other ? -1 : 1)));
}

interface ReadFile {
  file: string;
  instrument: Instrument;
}

function readFolder(folder: string, knownCode: (code: string) => boolean): ReadFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => {
    const file = join(folder, name);
    const instrument = readDataFile(file, instrumentSchema);
    const problems = instrumentProblems(instrument, knownCode);
    if (problems.length > 0) throw new DataFileError(file, problems);
    return { file, instrument };
  });
}

const numbers = ({ version }: Instrument): number[] => version.split('.').map(Number);

function higherLast({ instrument: one }: ReadFile, { instrument: other }: ReadFile): number {
  const [a, b] = [numbers(one), numbers(other)];
  const at = a.findIndex((part, place) => part !== b[place]);
  return at < 0 ? a.length - b.length : (a[at] ?? -1) - (b[at] ?? -1);
}
