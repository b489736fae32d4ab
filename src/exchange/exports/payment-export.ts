import { Injectable } from '@nestjs/common';
import { Applications, ApplicationViews, paymentView } from '../../people/applications';
import { Transactions } from '../../platform/database';
import { type Locale, Texts } from '../../platform/i18n';
import { ExportKind, type ExportKindName, type NamedExport } from './export-kind';
import { Townships } from './townships';

const FEN = 100;
/** A month's list goes to whoever pays as a whole: a district has more payments than a person looks through. */
const MOST_PAYMENTS = 5_000;

/** What granted applications let flow, for whoever pays (B10): whom, for what, how much, from which month, by whom. */
@Injectable()
export class PaymentExport extends ExportKind {
  readonly name: ExportKindName = 'payments';

  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
    private readonly townships: Townships,
    private readonly transactions: Transactions,
    private readonly texts: Texts,
  ) {
    super();
  }

  override readonly named: NamedExport = {
    roles: ['station-worker', 'centre-worker', 'officer'],
    most: MOST_PAYMENTS,
    columns: [
      { key: 'application', field: paymentView.shape.applicationNumber },
      { key: 'payee', field: paymentView.shape.payeeName },
      { key: 'township', field: paymentView.shape.act },
      { key: 'act', field: paymentView.shape.act },
      { key: 'sum', field: paymentView.shape.amountFen },
      { key: 'rhythm', field: paymentView.shape.rhythm },
      { key: 'from-month', field: paymentView.shape.fromMonth },
      { key: 'paid-from', field: paymentView.shape.paidFrom },
    ],
    count: async (selection, most) => (await this.applications.pickPayments(selection, most)).length,
    rows: async (selection, locale, most) => {
      const picked = await this.applications.pickPayments(selection, most);
      const places = await this.townships.namesOf(picked.map(({ regionPath }) => regionPath));
      const lines = await this.views.paid(picked);
      return lines.map((line, place) => ({
        householdId: line.householdId,
        cells: [
          ...[line.applicationNumber, line.payeeName, places.get(picked[place]!.regionPath) ?? null],
          ...[this.nameOf(line.act, locale), line.amountFen === null ? null : (line.amountFen / FEN).toFixed(2)],
          ...[this.texts.t(locale, `applications.rhythm.${line.rhythm}`), line.fromMonth.slice(0, 7)],
          this.texts.t(locale, `urgent-aid.from.${line.paidFrom}`),
        ],
      }));
    },
  };

  /** As the pack of the district names the act. */
  private nameOf(code: string, locale: Locale): string {
    const acts = this.applications.acts(this.transactions.actor.districtCodes[0] ?? '');
    const act = acts.find((one) => one.code === code);
    return act ? (locale === 'en' ? act.en : act.zh) : code;
  }
}
