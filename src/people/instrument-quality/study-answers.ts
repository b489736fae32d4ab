import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { systemActor } from '../../trust/access';
import { AnswersOfMany, type FilledIn } from '../assessments';

/**
 * The forms that a study adds up: those of the files that whoever ordered it may see. An evaluator sees no file (C3) and
 * gets figures alone, so for one the machine of the district reads; nothing but sums leaves this room either way.
 */
@Injectable()
export class StudyAnswers {
  constructor(
    private readonly answers: AnswersOfMany,
    private readonly transactions: Transactions,
  ) {}

  /** People with a form of that version. */
  count(instrument: string, version: string): Promise<number> {
    return this.reading(() => this.answers.count(instrument, version));
  }

  /** People by score. */
  scores(instrument: string, version: string): Promise<Map<number, number>> {
    return this.reading(() => this.answers.scores(instrument, version));
  }

  /** The forms of the next `households` files behind `after`. */
  read(instrument: string, version: string, after: string | null, households: number): Promise<FilledIn[]> {
    return this.reading(() => this.answers.read(instrument, version, after, households));
  }

  private reading<T>(work: () => Promise<T>): Promise<T> {
    const { roles, districtCodes } = this.transactions.actor;
    const [districtCode] = districtCodes;
    if (!roles.includes('evaluator') || districtCode === undefined || districtCodes.length > 1) return work();
    return this.transactions.runAs(systemActor(districtCode, 'instrument-study'), work);
  }
}
