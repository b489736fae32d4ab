import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, forbidden, invalid, stale } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { WORKERS } from '../../../trust/access';
import { type AccountRow, Accounts } from '../../../trust/accounts';
import { Audit } from '../../../trust/audit';
import type { AssessorTraining } from '../assessor-training.entity';
import type { RecordTraining as Recorded } from '../dto/training.dto';
import { Instruments } from '../instruments';
import { TrainingsStore } from '../trainings.store';

/** The centre records who was trained for a scale, and ends it (R18); nobody records the own training. */
@Injectable()
export class RecordTraining {
  constructor(
    private readonly store: TrainingsStore,
    private readonly instruments: Instruments,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 403 `training-own`; 409 `training-stands`; 422 no worker of the district, no such scale, wrong days */
  async record({ accountId, instrument, trainedOn, ...rest }: Recorded): Promise<AssessorTraining> {
    const validUntil = rest.validUntil ?? null;
    const { userId, districtCodes } = this.transactions.actor;
    const [districtCode] = districtCodes;
    if (userId === null || districtCode === undefined) throw forbidden();
    if (accountId === userId) throw forbidden('training-own');
    const scale = this.instruments.all().find(({ code }) => code === instrument);
    if (scale?.assessors !== 'trained') throw invalid([{ field: 'instrument', code: 'training-not-asked' }]);
    const account = await this.accounts.get(accountId).catch(() => null);
    if (!account || !works(account, districtCode))
      throw invalid([{ field: 'accountId', code: 'training-worker-needed' }]);
    const today = this.clock.today();
    if (trainedOn > today) throw invalid([{ field: 'trainedOn', code: 'date-in-future' }]);
    if (validUntil !== null && validUntil < today) throw invalid([{ field: 'validUntil', code: 'training-over' }]);
    const standing = await this.store.standing(accountId, instrument, districtCode, today);
    const longer = standing.some((row) => row.validUntil === null || (validUntil ?? '9999') <= row.validUntil);
    if (longer) throw conflict('training-stands');
    const row: AssessorTraining = {
      ...{ id: newId(), districtCode, accountId, instrument, trainedOn, validUntil, recordedBy: userId },
      ...{ recordedAt: this.clock.now(), endReason: null, endedBy: null, endedAt: null, version: 1 },
    };
    await this.store.insert(row);
    await this.told('training.recorded', row, ['instrument', 'trainedOn', 'validUntil']);
    return row;
  }

  /** @throws AppError 404; 409 `training-ended`; 412 */
  async end(id: string, version: number | null, reason: string): Promise<AssessorTraining> {
    const row = await this.store.get(id);
    if (row.version !== version) throw stale();
    if (row.endedAt !== null) throw conflict('training-ended');
    await this.store.end(row, this.transactions.actor.userId, this.clock.now(), reason);
    await this.told('training.ended', row, ['endedAt', 'endReason']);
    return this.store.get(id);
  }

  private told(action: string, { id: subjectId, districtCode }: AssessorTraining, fields: string[]): Promise<void> {
    return this.audit.changed({ action, subjectType: 'training', subjectId, districtCode, fields });
  }
}

const works = ({ state, posts }: AccountRow, districtCode: string) =>
  state === 'active' &&
  posts.some((post) => post.districtCode === districtCode && WORKERS.some((role) => role === post.role));
