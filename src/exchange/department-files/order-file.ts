import { Injectable } from '@nestjs/common';
import { type CheckAnswer, DepartmentWays, FileCalls } from '../../people/checks';
import { formatDate, formatDateTime, type Locale, Texts } from '../../platform/i18n';
import { Clock } from '../../platform/time';
import { type OrderColumn, Policies } from '../../reference/policies';
import { csvFile, type ExportTable, type Watermark, workbookFile } from '../exports';
import type { DepartmentOrder } from './department-order.entity';
import type { DepartmentOrderLine } from './department-order-line.entity';
import { DepartmentOrdersStore } from './department-orders.store';
import { lineCode } from './line-code';
import type { orderFormats } from './dto/department-order.dto';

interface Wanted {
  format: (typeof orderFormats)[number];
  locale: Locale;
  /** Who fetches it, and who ordered it. */
  person: string;
  orderer: string;
}
interface Row {
  line: DepartmentOrderLine;
  question: CheckAnswer;
  person: { name: string; identityNumber: string };
}

/** The file of an order, made when it is fetched: the only place where the numbers of the people stand open (C3). */
@Injectable()
export class OrderFile {
  constructor(
    private readonly orders: DepartmentOrdersStore,
    private readonly calls: FileCalls,
    private readonly ways: DepartmentWays,
    private readonly policies: Policies,
    private readonly texts: Texts,
    private readonly clock: Clock,
  ) {}

  /** Whose authorisation ended meanwhile is left out, and how many that are is said (B16). */
  async make(order: DepartmentOrder, wanted: Wanted): Promise<{ content: Buffer; rows: number }> {
    const lines = await this.orders.lines(order.id);
    const questions = await this.calls.questions(lines.map(({ answerId }) => answerId));
    const waiting = questions.filter(({ state }) => state === 'waiting');
    const people = await this.calls.askable(waiting);
    const rows = lines.flatMap((line): Row[] => {
      const question = waiting.find(({ id }) => id === line.answerId);
      const person = people.get(line.answerId);
      return question && person ? [{ line, question, person }] : [];
    });
    const table = await this.table(order, rows, { lines: lines.length, wanted });
    const mark = this.mark(order, rows, wanted);
    const { columns } = this.ways.files(order.districtCode);
    // The number of the order stands in its own column, and in the last one of every row like in all files that leave.
    const words = { guide: this.t(wanted.locale, 'guide'), number: `${headingOf(columns, 'order', wanted.locale)} *` };
    const make = wanted.format === 'csv' ? csvFile : workbookFile;
    return { content: await make(table, mark, words), rows: rows.length };
  }

  private async table(
    { number, districtCode, department }: DepartmentOrder,
    rows: readonly Row[],
    { lines, wanted: { locale } }: { lines: number; wanted: Wanted },
  ): Promise<ExportTable> {
    const { columns } = this.ways.files(districtCode);
    const { catalogue } = this.policies.current(districtCode).rules.checks;
    const purposes = await this.calls.purposes(rows.map(({ question }) => question));
    const cell = (code: OrderColumn, { line, question, person }: Row): string | null => {
      const item = catalogue.find((one) => one.code === question.item);
      const purpose = purposes.get(question.requestId);
      const known: Partial<Record<OrderColumn, string | null>> = {
        ...{ order: number, line: lineCode(number, line.line), name: person.name, identity: person.identityNumber },
        ...{ item: item ? item[locale === 'en' ? 'en' : 'zh'] : question.item, authorised: line.authorisedUntil },
        purpose: purpose === undefined ? null : this.texts.t(locale, `checks.purpose.${purpose}`),
      };
      return known[code] ?? null;
    };
    const left = lines - rows.length;
    return {
      title: this.t(locale, 'title', { department: this.department(districtCode, department, locale) }),
      columns: columns.map((column) => column[locale === 'en' ? 'en' : 'zh']),
      rows: rows.map((row) => columns.map(({ code }) => cell(code, row))),
      notes: [
        ...['fill', 'words', 'send'].map((key) => this.t(locale, `note.${key}`)),
        ...(left > 0 ? [this.t(locale, 'note.left', { count: left })] : []),
      ],
    };
  }

  private mark(order: DepartmentOrder, rows: readonly Row[], { locale, person, orderer }: Wanted): Watermark {
    const { number, districtCode, department, orderedAt, dueAt } = order;
    const until = rows.map(({ line }) => line.authorisedUntil).sort()[0];
    const at = formatDateTime(locale, this.clock.now());
    const line = (key: string, params: Record<string, string>) => this.t(locale, `mark.${key}`, params);
    const reason = line('reason', { department: this.department(districtCode, department, locale) });
    return {
      number,
      lines: [
        line('number', { number }),
        line('ordered', { orderer, on: formatDate(locale, orderedAt) }),
        reason,
        line('due', { due: formatDate(locale, dueAt) }),
        ...(until === undefined ? [] : [line('until', { until })]),
        line('fetched', { person, at }),
        line('rule', {}),
      ],
      ...{ head: `${number} ${person} ${at}`, foot: reason },
    };
  }

  private department(districtCode: string, code: string, locale: Locale): string {
    const found = this.policies.current(districtCode).rules.checks.departments.find((one) => one.code === code);
    return found?.[locale === 'en' ? 'en' : 'zh'] ?? code;
  }

  private t(locale: Locale, key: string, params: Record<string, string | number> = {}): string {
    return this.texts.t(locale, `department-files.file.${key}`, params);
  }
}

const headingOf = (
  columns: ReadonlyArray<{ code: OrderColumn; zh: string; en: string }>,
  code: OrderColumn,
  locale: Locale,
): string => columns.find((column) => column.code === code)?.[locale === 'en' ? 'en' : 'zh'] ?? code;
