import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { ImportRunRow } from './import-run.entity';

/** Rows of runs; a provider's staff see their own uploads only. */
@Injectable()
export class ImportRunsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(run: ImportRunRow): Promise<void> {
    await this.repository.insert(run);
  }

  /** @throws AppError 404 `import-not-found` */
  async get(id: string): Promise<ImportRunRow> {
    const run = await this.repository.findOneBy({ id });
    if (!run) throw notFound('import-not-found');
    return run;
  }

  /** The upload that this form has made already, when it is sent twice. */
  ofRequest(requestedBy: string, requestKey: string): Promise<ImportRunRow | null> {
    return this.repository.findOneBy({ requestedBy, requestKey });
  }

  async update(id: string, changes: Partial<ImportRunRow>): Promise<void> {
    await this.repository.update({ id }, changes as object);
  }

  /** Moves from a state that was read. @returns false when somebody else was first */
  async move(id: string, from: ImportRunRow['state'], changes: Partial<ImportRunRow>): Promise<boolean> {
    const result = await this.repository.update({ id, state: from }, changes as object);
    return result.affected === 1;
  }

  /** Newest first. */
  async list({ limit, after }: { limit: number; after?: string }): Promise<Page<ImportRunRow>> {
    const query = this.repository.createQueryBuilder('r').where('true');
    if (after) {
      const [createdAt, id] = decodeCursor(after);
      query.andWhere('(r.created_at, r.id) < (:createdAt::timestamptz, :id::uuid)', { createdAt, id });
    }
    query
      .orderBy('r.created_at', 'DESC')
      .addOrderBy('r.id', 'DESC')
      .limit(limit + 1);
    return pageOf(await query.getMany(), limit, (row) => [row.createdAt.toISOString(), row.id]);
  }

  private get repository() {
    return this.transactions.manager.getRepository(ImportRunRow);
  }
}
