import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { notFound } from '../../platform/errors';
import { DataFileError, readDataFile } from '../../reference/data-files';
import { Taxonomy } from '../../reference/taxonomy';
import { instrumentSchema } from './instrument';
import type { Instrument } from './instrument';
import { instrumentProblems } from './instrument-problems';

/** The scales in use, read and checked at boot (R18); a result keeps code and version of the one it was made with. */
@Injectable()
export class Instruments {
  private readonly instruments: ReadonlyMap<string, Instrument>;

  constructor(taxonomy: Taxonomy) {
    const folder = join(__dirname, 'instruments');
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort();
    const loaded = files.map((name) => {
      const file = join(folder, name);
      const instrument = readDataFile(file, instrumentSchema);
      const problems = instrumentProblems(instrument, (code) => taxonomy.exists(code));
      if (problems.length > 0) throw new DataFileError(file, problems);
      return instrument;
    });
    this.instruments = new Map(loaded.map((instrument) => [instrument.code, instrument]));
  }

  all(): readonly Instrument[] {
    return [...this.instruments.values()];
  }

  /** @throws `instrument-not-found` (404) */
  byCode(code: string): Instrument {
    const instrument = this.instruments.get(code);
    if (!instrument) throw notFound('instrument-not-found');
    return instrument;
  }
}
