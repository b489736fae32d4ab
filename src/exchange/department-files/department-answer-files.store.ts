import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan, Not } from 'typeorm';
import { Sealer } from '../../platform/crypto';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { gone, notFound, stale } from '../../platform/errors';
import { DepartmentAnswerFile } from './department-answer-file.entity';
import { type AnswerOutcome, DepartmentAnswerLine } from './department-answer-line.entity';
import type { AnswerFileQuery, AnswerLineQuery } from './dto/answer-file.dto';
import type { AnswerSheet } from './read-answers';

const PLACE = 'department_answer_files.content';

/** Answer files of the actor's district, what stands in them, and what it does. */
@Injectable()
export class DepartmentAnswerFilesStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
  ) {}

  async insert(row: Omit<DepartmentAnswerFile, 'content'>, sheet: AnswerSheet): Promise<DepartmentAnswerFile> {
    const content = await this.sealer.seal(row.id, PLACE, row.id, JSON.stringify(sheet));
    await this.transactions.manager.insert(DepartmentAnswerFile, { ...row, content });
    return { ...row, content };
  }

  /** @throws AppError 410 `answer-file-erased` */
  async sheet({ id, content }: DepartmentAnswerFile): Promise<AnswerSheet> {
    if (content === null) throw gone('answer-file-erased');
    return JSON.parse(await this.sealer.open(id, PLACE, id, content)) as AnswerSheet;
  }

  /** @throws AppError 404 `answer-file-not-found` */
  async get(id: string): Promise<DepartmentAnswerFile> {
    const row = await this.transactions.manager.findOneBy(DepartmentAnswerFile, { id });
    if (!row) throw notFound('answer-file-not-found');
    return row;
  }

  ofRequest(uploadedBy: string, requestKey: string): Promise<DepartmentAnswerFile | null> {
    return this.transactions.manager.findOneBy(DepartmentAnswerFile, { uploadedBy, requestKey });
  }

  /** The same file for the same order, as long as it waits or stands. */
  standing(orderId: string, fileDigest: Buffer): Promise<DepartmentAnswerFile | null> {
    return this.transactions.manager
      .createQueryBuilder(DepartmentAnswerFile, 'f')
      .where(`f.orderId = :orderId and f.fileDigest = :fileDigest and f.state in ('checked', 'confirmed')`, {
        ...{ orderId, fileDigest },
      })
      .getOne();
  }

  /** How many files of the order were confirmed so far, those that were taken back too. */
  async countConfirmed(orderId: string): Promise<number> {
    const confirmedAt = Not(IsNull());
    return this.transactions.manager.countBy(DepartmentAnswerFile, { orderId, confirmedAt });
  }

  /** Whether another file of the order that was confirmed after this one still stands. */
  hasLater({ orderId, confirmedPlace }: DepartmentAnswerFile): Promise<boolean> {
    const later = { orderId, state: 'confirmed' as const, confirmedPlace: MoreThan(confirmedPlace ?? 0) };
    return this.transactions.manager.existsBy(DepartmentAnswerFile, later);
  }

  /** Newest first. */
  async list({ orderId, state, limit, after }: AnswerFileQuery): Promise<Page<DepartmentAnswerFile>> {
    const rows = this.transactions.manager.createQueryBuilder(DepartmentAnswerFile, 'f').where('true');
    if (orderId) rows.andWhere('f.orderId = :orderId', { orderId });
    if (state) rows.andWhere('f.state = :state', { state });
    if (after !== undefined) {
      const [at, id] = decodeCursor(after);
      rows.andWhere('(f.uploadedAt, f.id) < (:at::timestamptz, :id::uuid)', { at, id });
    }
    const found = await rows
      .orderBy('f.uploadedAt', 'DESC')
      .addOrderBy('f.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.uploadedAt.toISOString(), row.id]);
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: DepartmentAnswerFile, changes: Partial<DepartmentAnswerFile>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(
      DepartmentAnswerFile,
      { id, state, version },
      change as never,
    );
    if (result.affected !== 1) throw stale();
  }

  /** What the rows do takes the place of what they would have done before. */
  async setLines(fileId: string, lines: ReadonlyArray<Omit<DepartmentAnswerLine, 'fileId'>>): Promise<void> {
    const { manager } = this.transactions;
    await manager.delete(DepartmentAnswerLine, { fileId });
    const rows = lines.map(({ row, line, answerId, outcome, problems }) => ({
      ...{ row, line, answer_id: answerId, outcome, problems },
    }));
    await manager.query(
      `insert into department_answer_lines (file_id, row, line, answer_id, outcome, problems)
       select $2, row, line, answer_id, outcome, array(select jsonb_array_elements_text(problems))
         from jsonb_to_recordset($1::jsonb) n (row integer, line integer, answer_id uuid, outcome text, problems jsonb)`,
      [JSON.stringify(rows), fileId],
    );
  }

  /** All lines, in the order of the file. */
  lines(fileId: string): Promise<DepartmentAnswerLine[]> {
    return this.transactions.manager.find(DepartmentAnswerLine, { where: { fileId }, order: { row: 'ASC' } });
  }

  async linePage(fileId: string, { outcome, limit, after }: AnswerLineQuery): Promise<Page<DepartmentAnswerLine>> {
    const rows = this.transactions.manager
      .createQueryBuilder(DepartmentAnswerLine, 'l')
      .where('l.fileId = :fileId', { fileId });
    if (outcome) rows.andWhere('l.outcome = :outcome', { outcome });
    if (after !== undefined) rows.andWhere('l.row > :row', { row: Number(decodeCursor(after)[0]) });
    const found = await rows
      .orderBy('l.row')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, ({ row }) => [row]);
  }

  /** How many rows do what, by file. */
  async counts(fileIds: readonly string[]): Promise<Map<string, Record<AnswerOutcome, number>>> {
    const rows = await this.transactions.manager.query<Array<{ id: string; outcome: AnswerOutcome; count: number }>>(
      `select file_id as id, outcome, count(*)::int as count from department_answer_lines
        where file_id = any ($1::uuid[]) group by 1, 2`,
      [fileIds],
    );
    const none = { first: 0, again: 0, same: 0, unanswered: 0, problem: 0 };
    const counts = new Map(fileIds.map((id) => [id, { ...none }]));
    for (const { id, outcome, count } of rows) counts.get(id)![outcome] = count;
    return counts;
  }

  /** How often each thing is wrong. */
  problems(fileId: string): Promise<Array<{ code: string; count: number }>> {
    return this.transactions.manager.query(
      `select code, count(*)::int as count from department_answer_lines, unnest(problems) code
        where file_id = $1 group by code order by count desc, code`,
      [fileId],
    );
  }
}
