import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { forbidden } from '../../platform/errors';
import { type Levels, reaches } from '../../trust/access';
import { HouseholdLevels } from '../households';
import { compareAnswers, type Comparison } from './agreement';
import { Answerers } from './answerers';
import type { Assessment } from './assessment.entity';
import { Assessments } from './assessments.service';
import { type AssessmentHead, type AssessmentView, viewAssessment, viewAssessmentHead } from './dto/assessment.view';
import { Instruments } from './instruments';
import { Questionnaires } from './questionnaires';
import type { Question } from './questions';
import { RawAnswers } from './raw-answers';
import type { Answers } from './score-result';

/** Two assessors' results with what they have in common. */
export interface PairOfAnswers {
  first: Assessment;
  second: Assessment;
  comparison: Comparison;
  /** Why one of them counts; null while nobody has decided. */
  reason: string | null;
}

/** Filled-in scales as the reader may see them: how grave, the result, or the answers too (C3). */
@Injectable()
export class AssessmentViews {
  constructor(
    private readonly assessments: Assessments,
    private readonly rawAnswers: RawAnswers,
    private readonly answerers: Answerers,
    private readonly questionnaires: Questionnaires,
    private readonly instruments: Instruments,
    private readonly levels: HouseholdLevels,
    private readonly transactions: Transactions,
  ) {}

  async one(row: Assessment): Promise<AssessmentView> {
    const due = await this.assessments.deadlines(row);
    const answers = await this.answers(row);
    const opened = {
      answers,
      answeredBy: await this.answerers.open(row),
      childWords: answers && (await this.rawAnswers.openWords(row)),
      questions: answers && (await this.questions(row, answers)),
    };
    return viewAssessment(row, opened, due, await this.levelsOf(row));
  }

  /** None of a draft whose scale has changed: it is not gone on with. */
  private async questions(row: Assessment, answers: Answers): Promise<readonly Question[] | null> {
    const current = this.instruments.version(row.instrument, row.instrumentVersion);
    return row.state === 'draft' && current ? (await this.questionnaires.of(row, answers)).questions : null;
  }

  async heads(rows: readonly Assessment[]): Promise<AssessmentHead[]> {
    const heads: AssessmentHead[] = [];
    const blind = await this.assessments.blindTo(rows.map(({ id }) => id));
    for (const row of rows) heads.push(viewAssessmentHead(row, await this.levelsOf(row, blind)));
    return heads;
  }

  /** A child's own words, for whoever may read the answers; null else. */
  async childWords(row: Assessment): Promise<string | null> {
    return (await this.answers(row)) && this.rawAnswers.openWords(row);
  }

  /**
   * Two assessors' answers beside one another; null until both are done.
   * @throws AppError 403 `agreement-answers-withheld` to who may not read both (C3)
   */
  async pair(row: Assessment): Promise<PairOfAnswers | null> {
    const pair = await this.assessments.pair(row);
    if (!pair || pair.first.state === 'draft' || pair.second.state === 'draft') return null;
    const [first, second] = [await this.answers(pair.first), await this.answers(pair.second)];
    if (!first || !second) throw forbidden('agreement-answers-withheld');
    const comparison = compareAnswers(this.instruments.of(row), first, second);
    return { ...pair, comparison, reason: await this.rawAnswers.openDecision(pair.second) };
  }

  /** Whether the reader may see both beside one another once they are done: only the station reads what others typed. */
  async mayCompare({ first, second }: { first: Assessment; second: Assessment }): Promise<boolean> {
    const both = [await this.standing(first), await this.standing(second)];
    return both.every(({ answers }) => reaches(answers, 'full'));
  }

  /** Raw answers where the actor may read them, else null; a draft is its assessor's alone until it is handed in. */
  async answers(row: Assessment): Promise<Answers | null> {
    return (await this.readable(row)) ? this.rawAnswers.open(row) : null;
  }

  /** Whether the actor may read what was answered, and look at what stands beside it. */
  async readable(row: Assessment): Promise<boolean> {
    if (row.state === 'draft' && !this.own(row)) return false;
    return reaches((await this.levelsOf(row)).answers, 'full');
  }

  /**
   * What the reader may know of one row: their own answers a little more than those of others. Whoever is to answer a
   * second time reads nothing of the first until both are done, and the other way round.
   */
  async levelsOf(row: Assessment, known?: ReadonlySet<string>): Promise<Levels> {
    const levels = await this.standing(row);
    const blind = known ?? (await this.assessments.blindTo([row.id]));
    return blind.has(row.id) ? { ...levels, answers: 'none', need: 'none' } : levels;
  }

  private standing(row: Assessment): Promise<Levels> {
    if (!this.own(row)) return this.levels.of(row.householdId);
    return this.levels.of(row.householdId, row.state === 'draft' ? 'own-draft' : 'own-entry');
  }

  private own({ assessorId }: Assessment): boolean {
    return this.transactions.actor.userId === assessorId;
  }
}
