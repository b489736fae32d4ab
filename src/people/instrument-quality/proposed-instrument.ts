import { stringify } from 'yaml';
import type { Instrument } from '../assessments';
import type { Cuts } from './norming-cuts';

/** The scale with other cuts and a version of its own; nothing else of it changes. */
export function withCuts(instrument: Instrument, [mild, moderate, severe]: Cuts, version: string): Instrument {
  if (instrument.scoring.kind !== 'sum') throw new TypeError('only a sum has cuts');
  return { ...instrument, version, scoring: { ...instrument.scoring, cuts: [mild, moderate, severe] } };
}

/** Version of a proposal: of the scale, of the place, and of the paper that tells where it came from. */
export const proposedVersion = ({ version }: Pick<Instrument, 'version'>, districtCode: string, number: string) =>
  [version, districtCode, ...(number.match(/\d+/g) ?? []).map(Number)].join('.');

/** The whole scale as a file for the folder of scales, with where it came from above it. */
export function instrumentFile(instrument: Instrument, notes: readonly string[]): string {
  const head = notes.flatMap((note) => note.split(/\r?\n/)).map((line) => `# ${line}`.trimEnd());
  return `${head.join('\n')}\n${stringify(instrument)}`;
}
