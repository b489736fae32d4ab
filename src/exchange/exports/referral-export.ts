import { Injectable } from '@nestjs/common';
import { householdLine, Households } from '../../people/households';
import { Texts } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import { ReferralCounts, ReferralViews, staffReferralView } from '../../referral/referrals';
import { Providers } from '../../supply/providers';
import { civilDay } from './civil-day';
import { ExportKind, type ExportKindName, type NamedExport, type StatisticsExport } from './export-kind';
import { Townships } from './townships';

/** Referrals in reach, without their words; those of restricted services are in no file (R46, B30–B32). */
@Injectable()
export class ReferralExport extends ExportKind {
  readonly name: ExportKindName = 'referrals';

  constructor(
    private readonly referrals: ReferralCounts,
    private readonly views: ReferralViews,
    private readonly households: Households,
    private readonly providers: Providers,
    private readonly taxonomy: Taxonomy,
    private readonly townships: Townships,
    private readonly texts: Texts,
  ) {
    super();
  }

  override readonly named: NamedExport = {
    roles: ['station-worker', 'centre-worker', 'officer'],
    columns: [
      { key: 'number', field: staffReferralView.shape.number },
      { key: 'name', field: householdLine.shape.displayName },
      { key: 'service', field: staffReferralView.shape.needCode },
      { key: 'provider', field: staffReferralView.shape.providerId },
      { key: 'state', field: staffReferralView.shape.state },
      { key: 'sent', field: staffReferralView.shape.sentAt },
      { key: 'ended', field: staffReferralView.shape.endedAt },
    ],
    count: async (selection, most) => (await this.referrals.pick(selection, most)).length,
    rows: async (selection, locale, most) => {
      const rows = await this.referrals.pick(selection, most);
      const lines = await this.views.lines(rows);
      const names = await this.households.namesOf(rows.map(({ householdId }) => householdId));
      const providers = await this.providers.names([...new Set(rows.map(({ providerId }) => providerId))]);
      return lines.map(({ number, needCode, providerId, state, sentAt, endedAt }, place) => {
        const householdId = rows[place]!.householdId;
        const service = needCode === null ? null : `${needCode} ${this.taxonomy.name(needCode, locale)}`;
        const stands = this.texts.t(locale, `referrals.state.${state}`);
        return {
          householdId,
          cells: [
            ...[number, names.get(householdId) ?? null, service, providers.get(providerId) ?? null, stands],
            ...[civilDay(sentAt), civilDay(endedAt)],
          ],
        };
      });
    },
  };

  override readonly statistics: StatisticsExport = {
    roles: ['station-worker', 'centre-worker', 'officer', 'supervisor'],
    keys: ['township', 'month'],
    column: 'state',
    cells: async (selection, locale) => {
      const counts = await this.referrals.counts(selection);
      const places = await this.townships.namesOf(counts.map(({ regionPath }) => regionPath));
      return counts.map(({ regionPath, month, state, count }) => ({
        keys: [places.get(regionPath) ?? '', month],
        column: this.texts.t(locale, `referrals.state.${state}`),
        count,
      }));
    },
    coarser: (month, locale) => this.texts.t(locale, 'exports.year', { year: month.slice(0, 4) }),
  };
}
