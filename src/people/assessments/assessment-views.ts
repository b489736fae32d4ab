import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { type Levels, reaches } from '../../trust/access';
import { HouseholdLevels } from '../households';
import { Answerers } from './answerers';
import type { Assessment } from './assessment.entity';
import { Assessments } from './assessments.service';
import { type AssessmentHead, type AssessmentView, viewAssessment, viewAssessmentHead } from './dto/assessment.view';
import { RawAnswers } from './raw-answers';
import type { Answers } from './score-result';

/** Filled-in scales as the reader may see them: how grave, the result, or the answers too (C3). */
@Injectable()
export class AssessmentViews {
  constructor(
    private readonly assessments: Assessments,
    private readonly rawAnswers: RawAnswers,
    private readonly answerers: Answerers,
    private readonly levels: HouseholdLevels,
    private readonly transactions: Transactions,
  ) {}

  async one(row: Assessment): Promise<AssessmentView> {
    const due = await this.assessments.deadlines(row);
    const answeredBy = await this.answerers.open(row);
    return viewAssessment(row, await this.answers(row), answeredBy, due, await this.levelsOf(row));
  }

  async heads(rows: readonly Assessment[]): Promise<AssessmentHead[]> {
    const heads: AssessmentHead[] = [];
    for (const row of rows) heads.push(viewAssessmentHead(row, await this.levelsOf(row)));
    return heads;
  }

  /** Raw answers where the actor may read them, else null; a draft is its assessor's alone until it is handed in. */
  async answers(row: Assessment): Promise<Answers | null> {
    if (row.state === 'draft' && !this.own(row)) return null;
    return reaches((await this.levelsOf(row)).answers, 'full') ? this.rawAnswers.open(row) : null;
  }

  /** What the reader may know of one row: their own answers a little more than those of others. */
  levelsOf(row: Assessment): Promise<Levels> {
    if (!this.own(row)) return this.levels.of(row.householdId);
    return this.levels.of(row.householdId, row.state === 'draft' ? 'own-draft' : 'own-entry');
  }

  private own({ assessorId }: Assessment): boolean {
    return this.transactions.actor.userId === assessorId;
  }
}
