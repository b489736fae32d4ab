import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden, invalid } from '../../../platform/errors';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../audit';
import { ConflictsStore } from '../conflicts.store';
import type { RecordIdentity as RecordInput } from '../dto/conflict.dto';

const IDENTITY = /^([A-Z]{3}\d{12}|\d{17}[\dX])$/;

/** Staff may leave their own identity number, sealed, so that files they are members of close to them (C3). */
@Injectable()
export class RecordIdentity {
  constructor(
    private readonly store: ConflictsStore,
    private readonly sealer: Sealer,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Once: another number would open the own file again. @throws AppError 422 format; 409 `own-identity-recorded` */
  async execute({ identityNumber }: RecordInput): Promise<void> {
    const { userId: accountId, districtCodes } = this.transactions.actor;
    if (accountId === null) throw forbidden();
    const number = identityNumber.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
    if (!IDENTITY.test(number)) throw invalid([{ field: 'identityNumber', code: 'identity-number-format' }]);
    if (await this.store.hasIdentity(accountId)) throw conflict('own-identity-recorded');
    await this.store.insertIdentity({
      accountId,
      identityCiphertext: await this.sealer.seal(accountId, 'account_identities.identity', accountId, number),
      identityIndexes: this.sealer.indexes('identity', number),
      recordedAt: this.clock.now(),
    });
    const [districtCode] = districtCodes;
    const change = { action: 'account.identity-recorded', subjectType: 'account', subjectId: accountId };
    await this.audit.changed({ ...change, fields: ['identity'] });
    if (districtCode === undefined) return;
    await this.events.publish({
      ...{ type: 'conflict.identity-recorded', aggregateId: accountId, aggregateVersion: 1, districtCode },
      data: { accountId },
    });
  }
}
