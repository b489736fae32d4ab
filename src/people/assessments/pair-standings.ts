import { Injectable } from '@nestjs/common';
import { ResultStandings } from '../needs';
import { Assessments } from './assessments.service';
import { AssessmentsStore } from './assessments.store';

/** Tells the room of the needs which results a reader is blind to, and which do not count (domain D). */
@Injectable()
export class PairStandings extends ResultStandings {
  constructor(
    private readonly assessments: Assessments,
    private readonly store: AssessmentsStore,
  ) {
    super();
  }

  hidden(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.assessments.blindTo(ids);
  }

  setAside(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.store.setAside(ids);
  }
}
