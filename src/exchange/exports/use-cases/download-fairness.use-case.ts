import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { requestContext } from '../../../platform/http';
import { defaultLocale, formatDateTime, type Locale, Texts } from '../../../platform/i18n';
import { Clock } from '../../../platform/time';
import { Fairness, FairnessNames, type FairnessQuery, type FairnessView, figureRows } from '../../../results/fairness';
import { Audit } from '../../../trust/audit';
import { BYTE_ORDER_MARK, csvLine } from '../../spreadsheets';
import type { ExportedFile } from './download-export.use-case';

/**
 * The figures of the page of fairness as one file, a figure a line, protected as they are there (domain F). It names nobody and
 * has nothing that the page has not, so it is made at once and kept nowhere; that it left the house is on the record (C2).
 */
@Injectable()
export class DownloadFairness {
  constructor(
    private readonly fairness: Fairness,
    private readonly names: FairnessNames,
    private readonly texts: Texts,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(query: FairnessQuery): Promise<ExportedFile> {
    const locale = requestContext.getStore()?.locale ?? defaultLocale;
    const view = await this.fairness.read(query);
    const rows = await figureRows(view, locale, this.names);
    const head = (['table', 'group', 'figure', 'value'] as const).map((key) => this.names.text(locale, `file.${key}`));
    const lines = [...this.notes(view, locale).map((text) => ['#', text]), head, ...rows];
    await this.audit.read({
      ...{ action: 'export.downloaded', subjectType: 'fairness' },
      fields: [view.from, view.until, `severity-${view.severity}`, `rows-${rows.length}`],
    });
    return {
      name: `fairness-${view.from}-${view.until}.csv`,
      type: 'text/csv; charset=utf-8',
      content: Buffer.from(BYTE_ORDER_MARK + lines.map(csvLine).join(''), 'utf8'),
    };
  }

  /** What a reader has to know of the figures, and who took them along when. */
  private notes(view: FairnessView, locale: Locale): string[] {
    const person = this.transactions.actor.displayName;
    const at = formatDateTime(locale, this.clock.now());
    return [
      `${this.names.text(locale, 'show.title')} ${this.names.period(locale, view)}`,
      [this.names.text(locale, 'show.severity'), this.names.text(locale, `severity.s${view.severity}`)].join(
        this.texts.t(locale, 'shell.colon'),
      ),
      this.names.text(locale, 'show.small'),
      this.names.text(locale, 'file.person', { person }),
      this.texts.t(locale, 'exports.mark.at', { at }),
      this.names.text(locale, 'file.pass-on'),
    ];
  }
}
