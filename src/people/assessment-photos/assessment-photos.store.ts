import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { AssessmentPhoto } from './assessment-photo.entity';
import { MOST_PHOTOS } from './photo-limits';

/** Rows of pictures, opened through their scale. */
@Injectable()
export class AssessmentPhotosStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: AssessmentPhoto): Promise<void> {
    await this.transactions.manager.insert(AssessmentPhoto, row);
  }

  /** @throws AppError 404 `assessment-photo-not-found` */
  async get(id: string): Promise<AssessmentPhoto> {
    const row = await this.transactions.manager.findOneBy(AssessmentPhoto, { id });
    if (!row) throw notFound('assessment-photo-not-found');
    return row;
  }

  ofRequest(addedBy: string, requestKey: string): Promise<AssessmentPhoto | null> {
    return this.transactions.manager.findOneBy(AssessmentPhoto, { addedBy, requestKey });
  }

  /** The first taken first, removed ones too. */
  ofAssessment(assessmentId: string): Promise<AssessmentPhoto[]> {
    const order = { addedAt: 'ASC', id: 'ASC' } as const;
    return this.transactions.manager.find(AssessmentPhoto, { where: { assessmentId }, order, take: MOST_PHOTOS });
  }

  /** How many there were ever. Whoever adds another one meanwhile waits, so that the limit holds. */
  async countLocked(assessmentId: string): Promise<number> {
    await this.transactions.inTurn(`assessment-photos/${assessmentId}`);
    return this.transactions.manager.countBy(AssessmentPhoto, { assessmentId });
  }

  /** How many are there. */
  countStanding(assessmentId: string): Promise<number> {
    return this.transactions.manager.countBy(AssessmentPhoto, { assessmentId, removedAt: IsNull() });
  }

  /** @throws AppError 412 when somebody else has written it meanwhile */
  async update({ id, version }: AssessmentPhoto, changes: Partial<AssessmentPhoto>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(AssessmentPhoto, { id, version }, change);
    if (result.affected !== 1) throw stale();
  }
}
