import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { type Locale, locales, Texts } from '../../platform/i18n';
import { systemActor } from '../../trust/access';
import { BYTE_ORDER_MARK, csvLine, type ImportProblem, ImportProblemsStore } from '../spreadsheets';

const PAGE = 500;

/** The problems of a run as a CSV file for spreadsheet programs: where, what, and what was read. */
@Injectable()
export class ProblemFile {
  constructor(
    private readonly transactions: Transactions,
    private readonly problems: ImportProblemsStore,
    private readonly texts: Texts,
  ) {}

  /** Lines for the reader of a page; in the open transaction. */
  async *lines(runId: string, languages: readonly Locale[]): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + csvLine(['file', 'line', 'record', 'refused', 'code', ...languages, 'read']);
    let after: string | undefined;
    for (;;) {
      const page = await this.problems.list(runId, { limit: PAGE, after });
      for (const problem of page) yield this.line(problem, languages);
      after = page.at(-1)?.id;
      if (page.length < PAGE) return;
    }
  }

  /** Writes the file of a chore, in all languages. */
  async write(runId: string, districtCode: string, path: string): Promise<void> {
    await this.transactions.runApart(
      systemActor(districtCode, 'import'),
      () => pipeline(Readable.from(this.lines(runId, locales)), createWriteStream(path)),
      { readOnly: true },
    );
  }

  private line(problem: ImportProblem, languages: readonly Locale[]): string {
    const { file, line, recordId, refused, code, params, raw } = problem;
    const sentences = languages.map((locale) => this.sentence(locale, code, params));
    return csvLine([file, line, recordId, refused ? 'yes' : 'no', code, ...sentences, raw]);
  }

  /** A problem in words: of a directory, or of a row of a spreadsheet. */
  sentence(locale: Locale, code: string, params: ImportProblem['params']): string {
    const known = [`hsds.problems.${code}`, `errors.${code}`].find((key) => this.texts.has(key));
    const sentence = known ? this.texts.t(locale, known, params) : String(params['message'] ?? code);
    const column = `imports.sheet.columns.${String(params['field'] ?? '')}`;
    return this.texts.has(column) ? `${this.texts.t(locale, column)}: ${sentence}` : sentence;
  }
}
