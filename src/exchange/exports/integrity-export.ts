import { Injectable } from '@nestjs/common';
import { Integrity, integrityLine, IntegrityViews } from '../../people/integrity';
import { Texts } from '../../platform/i18n';
import { ExportKind, type ExportKindName, type NamedExport } from './export-kind';

const { shape } = integrityLine;

/** Statuses in reach that lack a step of their way (R86), without what people have said of them. */
@Injectable()
export class IntegrityExport extends ExportKind {
  readonly name: ExportKindName = 'integrity';

  constructor(
    private readonly integrity: Integrity,
    private readonly views: IntegrityViews,
    private readonly texts: Texts,
  ) {
    super();
  }

  override readonly named: NamedExport = {
    roles: ['station-worker', 'centre-worker', 'officer'],
    columns: [
      { key: 'number', field: shape.householdNumber },
      { key: 'name', field: shape.householdName },
      { key: 'township', field: shape.township },
      { key: 'act', field: shape.actName },
      { key: 'since', field: shape.grantedFrom },
      { key: 'lacks', field: shape.holes },
      { key: 'answer', field: shape.holes },
    ],
    count: async (selection, most) => (await this.integrity.pick(selection, most)).length,
    rows: async (selection, locale, most) => {
      const lines = await this.views.lines(await this.integrity.pick(selection, most));
      return lines.map(({ householdId, householdNumber, householdName, township, actName, ...line }) => ({
        householdId,
        cells: [
          ...[householdNumber, householdName, township, locale === 'en' ? actName.en : actName.zh, line.grantedFrom],
          line.holes.map((kind) => this.texts.t(locale, `integrity.hole.${kind}`)).join(' · '),
          this.texts.t(locale, `integrity.answer.${line.answer?.kind ?? 'none'}`),
        ],
      }));
    },
  };
}
