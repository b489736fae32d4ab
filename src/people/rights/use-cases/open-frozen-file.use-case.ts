import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, notFound } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { AccessGrants } from '../../../trust/access';
import { Audit } from '../../../trust/audit';
import type { ClosedFile } from '../closed-file.entity';
import { ClosedFiles } from '../closed-files';
import type { OpenFrozenFile as Opening } from '../dto/rights-request.dto';

const HOURS = 24;

/** A named ground opens a frozen file to one officer for a day, on the record (PIPL 47 last paragraph). */
@Injectable()
export class OpenFrozenFile {
  constructor(
    private readonly files: ClosedFiles,
    private readonly grants: AccessGrants,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `closed-file-erased` */
  async execute(householdId: string, { ground, reason }: Opening): Promise<ClosedFile> {
    const file = await this.files.get(householdId);
    if (file.state === 'erased') throw conflict('closed-file-erased');
    const accountId = this.transactions.actor.userId;
    if (!accountId) throw notFound('closed-file-not-found');
    const { districtCode, regionPath } = file;
    const validUntil = new Date(this.clock.now().getTime() + HOURS * 3_600_000);
    const grant = { householdId, districtCode, accountId, ground: 'frozen-file', sourceId: householdId } as const;
    await this.grants.grant({ ...grant, validUntil });
    const place = { subjectType: 'household', subjectId: householdId, householdId, districtCode, regionPath };
    const purpose = `${ground}: ${reason}`;
    await this.audit.read({ action: 'household.frozen-file-opened', ...place, fields: [ground], purpose });
    return file;
  }
}
