import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataFileError, readDataFile } from '../../reference/data-files';
import { Instruments } from '../assessments';
import { type Screening, screeningProblems, screeningSchema } from './screening';

/** The ten questions and what they weigh, read and checked at boot: a county changes the file and nothing else (R18). */
@Injectable()
export class Screenings {
  readonly current: Screening;

  constructor(instruments: Instruments) {
    const file = join(__dirname, 'screening.yaml');
    this.current = readDataFile(file, screeningSchema);
    const problems = screeningProblems(
      this.current,
      instruments.all().map(({ code }) => code),
    );
    if (problems.length > 0) throw new DataFileError(file, problems);
  }
}
