import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { ImportProblem } from './import-problem.entity';

export type NewProblem = Omit<ImportProblem, 'id' | 'runId'>;

// PostgreSQL has no text with a zero character, and JSON none with half a surrogate pair.
const storable = (text: string): string => Buffer.from(text.replaceAll('\0', '')).toString();

/** Problems of runs, in the order in which they were found. */
@Injectable()
export class ImportProblemsStore {
  constructor(private readonly transactions: Transactions) {}

  async add(runId: string, problems: readonly NewProblem[]): Promise<void> {
    const rows = problems.map(({ file, line, recordId, code, params, refused, raw }) => ({
      id: newId(),
      file: storable(file),
      line,
      record_id: recordId === null ? null : storable(recordId),
      code,
      params: Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? storable(value) : value]),
      ),
      refused,
      raw: storable(raw),
    }));
    await this.transactions.manager.query(
      `insert into import_problems (id, run_id, file, line, record_id, code, params, refused, raw)
       select r.id, $1, r.file, r.line, r.record_id, r.code, r.params, r.refused, r.raw
       from jsonb_to_recordset($2::jsonb) as r(id uuid, file text, line integer, record_id text, code text, params jsonb,
         refused boolean, raw text)`,
      [runId, JSON.stringify(rows)],
    );
  }

  /** Problems after `after` (an id), in order. */
  list(runId: string, options: { limit: number; after?: string; refusedOnly?: boolean }): Promise<ImportProblem[]> {
    const query = this.transactions.manager.getRepository(ImportProblem).createQueryBuilder('p');
    query.where('p.run_id = :runId', { runId });
    if (options.after) query.andWhere('p.id > :after::uuid', { after: options.after });
    if (options.refusedOnly) query.andWhere('p.refused');
    return query.orderBy('p.id').limit(options.limit).getMany();
  }

  /** How often each problem came up, the most frequent first. */
  counts(runId: string): Promise<Array<{ code: string; refused: boolean; count: number }>> {
    return this.transactions.manager.query(
      `select code, refused, count(*)::integer as count from import_problems where run_id = $1
       group by code, refused order by count(*) desc, code`,
      [runId],
    );
  }
}
