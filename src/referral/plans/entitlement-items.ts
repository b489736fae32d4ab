import { Injectable } from '@nestjs/common';
import { type ChecklistEntry, Entitlements } from '../../people/entitlements';
import { invalid } from '../../platform/errors';
import { type Locale, Texts } from '../../platform/i18n';
import { DraftItems } from './draft-items';
import type { PlanItem } from './plan-item.entity';

/** Codes of the lines that help with more than an application for a benefit (LK-01). */
const CODE_OF_LINE: Readonly<Record<string, string>> = {
  education: 'ED-01',
  housing: 'HO-04',
  employment: 'EM-03',
  medical: 'HE-04',
  'child-rehabilitation': 'RE-03',
};
const APPLICATION = 'LK-01';

/** Lines of the government's side (R5, R7): benefits of the checklist that are still to be applied for. */
@Injectable()
export class EntitlementItems {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly drafts: DraftItems,
    private readonly texts: Texts,
  ) {}

  /** @throws AppError 422 `entitlement-not-open` when a line is not an open one of this household */
  async make(planId: string, householdId: string, ids: readonly string[], locale: Locale): Promise<PlanItem[]> {
    if (ids.length === 0) return [];
    const open = new Set((await this.entitlements.openLines(householdId)).map(({ id }) => id));
    const entries = await this.entitlements.list(householdId);
    const items: PlanItem[] = [];
    for (const [place, id] of ids.entries()) {
      const entry = entries.find(({ row }) => row.id === id);
      if (!entry || !open.has(id)) throw invalid([{ field: `entitlementIds.${place}`, code: 'entitlement-not-open' }]);
      items.push(await this.item(planId, householdId, entry, locale));
    }
    return items;
  }

  private async item(
    planId: string,
    householdId: string,
    { row, catalogue }: ChecklistEntry,
    locale: Locale,
  ): Promise<PlanItem> {
    const benefit = locale === 'en' ? catalogue.en : catalogue.zh;
    const item = await this.drafts.fromInput(planId, householdId, {
      side: 'government',
      code: CODE_OF_LINE[row.line] ?? APPLICATION,
      goal: this.texts.t(locale, 'plans.made.benefit-goal', { benefit }),
      action: this.texts.t(locale, 'plans.made.benefit-action', { benefit }),
      ownerName: this.texts.t(locale, `reference.department.${catalogue.department}`),
      goalWeight: 2,
    });
    return { ...item, reasons: { entitlementId: row.id, entitlementLine: row.line } };
  }
}
