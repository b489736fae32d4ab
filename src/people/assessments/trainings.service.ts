import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { Clock } from '../../platform/time';
import { Accounts } from '../../trust/accounts';
import type { AssessorTraining } from './assessor-training.entity';
import type { TrainingQuery } from './dto/training.dto';
import type { TrainingView } from './dto/training.view';
import { TrainingsStore } from './trainings.store';

/** Who may use the scales that ask for a training (R18). */
@Injectable()
export class Trainings {
  constructor(
    private readonly store: TrainingsStore,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 `training-not-found` */
  get(id: string): Promise<AssessorTraining> {
    return this.store.get(id);
  }

  list(query: TrainingQuery): Promise<Page<AssessorTraining>> {
    return this.store.list(query, this.clock.today());
  }

  /** Whether somebody was trained for a scale, and it counts today. */
  async holds(accountId: string, instrument: string, districtCode: string): Promise<boolean> {
    return (await this.store.standing(accountId, instrument, districtCode, this.clock.today())).length > 0;
  }

  async views(rows: readonly AssessorTraining[]): Promise<TrainingView[]> {
    const people = rows.flatMap(({ accountId, recordedBy, endedBy }) => [accountId, recordedBy, endedBy]);
    const names = await this.accounts.names([...new Set(people.filter((id) => id !== null))]);
    const today = this.clock.today();
    return rows.map((row) => {
      const { id, accountId, instrument, trainedOn, validUntil, endReason, version } = row;
      const standing = row.endedAt === null && trainedOn <= today && (validUntil === null || validUntil >= today);
      return {
        ...{ id, self: `/api/v1/assessor-trainings/${id}`, accountId, accountName: names.get(accountId) ?? null },
        ...{ instrument, trainedOn, validUntil, standing, recordedByName: names.get(row.recordedBy) ?? null },
        ...{ recordedAt: row.recordedAt.toISOString(), endReason, version },
        endedByName: row.endedBy && (names.get(row.endedBy) ?? null),
        endedAt: row.endedAt?.toISOString() ?? null,
      };
    });
  }

  async view(row: AssessorTraining): Promise<TrainingView> {
    return (await this.views([row]))[0]!;
  }
}
