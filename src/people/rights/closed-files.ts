import { Injectable } from '@nestjs/common';
import { listErasure } from '../../platform/crypto';
import { Config } from '../../platform/config';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { DueItems } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { Audit } from '../../trust/audit';
import { ClosedFile } from './closed-file.entity';
import type { ClosedFileQuery } from './dto/rights-request.dto';
import type { Kept } from './retention-dates';

export const ERASURE = 'file-erasure';

/** Closes files, and erases them when their time has come: acts of the machine after a person or a rule has decided. */
@Injectable()
export class ClosedFiles {
  constructor(
    private readonly transactions: Transactions,
    private readonly dueItems: DueItems,
    private readonly audit: Audit,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  find(householdId: string): Promise<ClosedFile | null> {
    return this.transactions.manager.findOneBy(ClosedFile, { householdId });
  }

  /** @throws AppError 404 `closed-file-not-found` */
  async get(householdId: string): Promise<ClosedFile> {
    const file = await this.find(householdId);
    if (!file) throw notFound('closed-file-not-found');
    return file;
  }

  /** Newest first. */
  async list({ limit, after }: ClosedFileQuery): Promise<Page<ClosedFile>> {
    const rows = this.transactions.manager.createQueryBuilder(ClosedFile, 'f');
    if (after) {
      const [frozenAt, id] = decodeCursor(after);
      rows.where('(f.frozen_at, f.household_id) < (:frozenAt::timestamptz, :id::uuid)', { frozenAt, id });
    }
    const found = await rows
      .orderBy('f.frozen_at', 'DESC')
      .addOrderBy('f.household_id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.frozenAt.toISOString(), row.householdId]);
  }

  /** Closes a file for everybody (PIPL 47); the machine only. Closing it twice changes nothing. */
  async freeze(householdId: string, { eraseAfter, keptFor }: Kept, requestId: string | null): Promise<void> {
    const { manager } = this.transactions;
    const [household] = await manager.query<Array<Pick<ClosedFile, 'number' | 'districtCode' | 'regionPath'>>>(
      `select number, district_code as "districtCode", region_path as "regionPath" from households where id = $1`,
      [householdId],
    );
    if (!household || (await this.find(householdId))) return;
    await manager.query('select app.freeze_household($1)', [householdId]);
    const frozenAt = this.clock.now();
    await manager.insert(ClosedFile, {
      ...{ householdId, ...household, state: 'frozen' as const, keptFor, requestId, frozenAt, eraseAfter },
      erasedAt: null,
    });
    const { districtCode, regionPath } = household;
    const dueAt = new Date(`${eraseAfter}T00:00:00+08:00`);
    await this.dueItems.set({ kind: ERASURE, subjectId: householdId, dueAt, districtCode });
    const place = { subjectType: 'household', subjectId: householdId, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'household.frozen', ...place, fields: ['state'] });
  }

  /**
   * Erases a closed file for good (design 8.8); the machine only. The list outside the database is written first: what
   * stands on it but was rolled back is erased at the next try.
   */
  async erase(householdId: string): Promise<void> {
    const { districtCode, regionPath, state } = await this.get(householdId);
    if (state === 'erased') return;
    await listErasure(this.config.dataDir, { householdId, at: this.clock.now().toISOString() });
    await this.transactions.manager.query('select app.erase_household($1)', [householdId]);
    const erasedAt = this.clock.now();
    await this.transactions.manager.update(ClosedFile, { householdId }, { state: 'erased', erasedAt });
    await this.dueItems.cancel(ERASURE, householdId);
    const place = { subjectType: 'household', subjectId: householdId, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'household.erased', ...place });
  }
}
