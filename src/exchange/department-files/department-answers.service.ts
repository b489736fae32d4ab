import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type Page } from '../../platform/database';
import { requestContext } from '../../platform/http';
import { defaultLocale, type Locale, Texts } from '../../platform/i18n';
import { Accounts } from '../../trust/accounts';
import { Audit } from '../../trust/audit';
import { problemWorkbook } from '../ledgers';
import type { DepartmentAnswerFile } from './department-answer-file.entity';
import { DepartmentAnswerFilesStore } from './department-answer-files.store';
import { DepartmentOrdersStore } from './department-orders.store';
import type { AnswerFileQuery, AnswerLineQuery } from './dto/answer-file.dto';
import type { AnswerFileHead, AnswerFileView, AnswerLineView } from './dto/answer-file.view';
import { lineCode } from './line-code';

/** Reads of answer files; who takes their rows out is on the record (C2). */
@Injectable()
export class DepartmentAnswers {
  constructor(
    private readonly store: DepartmentAnswerFilesStore,
    private readonly orders: DepartmentOrdersStore,
    private readonly accounts: Accounts,
    private readonly texts: Texts,
    private readonly audit: Audit,
  ) {}

  /** Newest first. */
  async list(query: AnswerFileQuery): Promise<Page<AnswerFileHead>> {
    const { items, next } = await this.store.list(query);
    return { items: await this.heads(items), next };
  }

  /** @throws AppError 404 `answer-file-not-found` */
  async one(id: string): Promise<AnswerFileView> {
    return this.view(await this.store.get(id));
  }

  async view(row: DepartmentAnswerFile): Promise<AnswerFileView> {
    const [head] = await this.heads([row]);
    const problems = await this.store.problems(row.id);
    const locale = localeNow();
    return {
      ...head!,
      problems: problems.map(({ code, count }) => ({ code, count, message: this.sentence(code, locale) })),
    };
  }

  /** @throws AppError 404 `answer-file-not-found` */
  async lines(id: string, query: AnswerLineQuery): Promise<Page<AnswerLineView>> {
    const { orderId } = await this.store.get(id);
    const { number } = await this.orders.get(orderId);
    const { items, next } = await this.store.linePage(id, query);
    const locale = localeNow();
    return {
      next,
      items: items.map(({ row, line, outcome, problems }) => ({
        ...{ row, code: line === null ? null : lineCode(number, line), outcome },
        problems: problems.map((code) => ({ code, message: this.sentence(code, locale) })),
      })),
    };
  }

  /** The rows as they came with what is wrong with each beside it. @throws AppError 404; 410 `answer-file-erased` */
  async workbook(id: string): Promise<{ name: string; content: Readable }> {
    const row = await this.store.get(id);
    const { sheet, headings, rows } = await this.store.sheet(row);
    const locale = localeNow();
    const lines = new Map((await this.store.lines(id)).map((line) => [line.row, line]));
    const subject = { subjectType: 'department-answer-file', subjectId: id, districtCode: row.districtCode };
    const fields = [`rows-${rows.length}`];
    await this.audit.read({ action: 'department-answer-file.downloaded', ...subject, fields });
    const said = (at: number) => (lines.get(at)?.problems ?? []).map((code) => this.sentence(code, locale)).join(' ');
    const column = this.texts.t(locale, 'ledgers.problem-column');
    return { name: `${row.number}-problems.xlsx`, content: problemWorkbook(sheet, headings, rows, said, column) };
  }

  private async heads(rows: readonly DepartmentAnswerFile[]): Promise<AnswerFileHead[]> {
    const names = await this.accounts.names([...new Set(rows.map(({ uploadedBy }) => uploadedBy))]);
    const orders = await this.orders.byIds([...new Set(rows.map(({ orderId }) => orderId))]);
    const known = new Map(orders.map((order) => [order.id, order]));
    const counts = await this.store.counts(rows.map(({ id }) => id));
    return rows.map((row) => {
      const { id, number, orderId, fileName, state, late, formulaCount, uploadedBy, version } = row;
      const { number: orderNumber = '', department = '' } = known.get(orderId) ?? {};
      return {
        ...{ id, self: `/api/v1/department-answer-files/${id}`, number, orderId, orderNumber, department, fileName },
        ...{ state, late, formulaCount, counts: counts.get(id)!, uploadedBy, version },
        ...{ uploadedByName: names.get(uploadedBy) ?? null, uploadedAt: row.uploadedAt.toISOString() },
        confirmedAt: row.confirmedAt?.toISOString() ?? null,
        ...{ endedAt: row.endedAt?.toISOString() ?? null, erasedAt: row.erasedAt?.toISOString() ?? null },
      };
    });
  }

  private sentence(code: string, locale: Locale): string {
    return this.texts.t(locale, `department-files.problems.${code}`);
  }
}

const localeNow = (): Locale => requestContext.getStore()?.locale ?? defaultLocale;
