import { Injectable } from '@nestjs/common';
import { type Need, Needs } from '../../../people/needs';
import { conflict, invalid, notFound } from '../../../platform/errors';
import { type Offering, Offerings } from '../../../supply/offerings';
import { Plans } from '../../plans';
import type { CreateReferral as CreateInput } from '../dto/referral.dto';
import { DraftReferral } from '../draft-referral';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

const SERVABLE: ReadonlyArray<Need['state']> = ['confirmed', 'planned', 'same', 'worse', 'reduced'];

/** Drafts a referral from an item of the confirmed plan, or from a confirmed need and an offering (R22, R23). */
@Injectable()
export class CreateReferral {
  constructor(
    private readonly needs: Needs,
    private readonly offerings: Offerings,
    private readonly plans: Plans,
    private readonly store: ReferralsStore,
    private readonly drafts: DraftReferral,
  ) {}

  /**
   * @throws AppError 404; 409 `plan-not-confirmed`, `need-not-confirmed`, `need-not-assessed` (R18), `offering-not-open`, `referral-live` when the
   *   same offering is asked for the same need already, `case-needed`; 422 `offering-missing`
   */
  async execute(input: CreateInput): Promise<Referral> {
    const source = input.planItemId ? await this.fromPlan(input.planItemId, input) : input;
    if (!source.needId) throw invalid([{ field: 'needId', code: 'referral-source-missing' }]);
    if (!source.offeringId) throw invalid([{ field: 'offeringId', code: 'offering-missing' }]);
    const need = await this.needs.newest(source.needId);
    if (!SERVABLE.includes(need.state)) throw conflict('need-not-confirmed');
    if (!need.assessed) throw conflict('need-not-assessed');
    const offering = await this.open(source.offeringId);
    const twin = (await this.store.openOfNeed(need.id)).find((one) => one.offeringId === offering.id);
    if (twin) throw conflict('referral-live', { number: twin.number });
    return this.drafts.write({ ...source, need, offering, candidates: await this.known(input.candidates) });
  }

  private async fromPlan(planItemId: string, input: CreateInput) {
    const [item] = await this.plans.itemsByIds([planItemId]);
    if (!item) throw notFound('plan-item-not-found');
    const plan = await this.plans.get(item.planId);
    if (plan.state !== 'confirmed') throw conflict('plan-not-confirmed');
    const { message, safetyNote } = input;
    const needId = item.needId ?? input.needId;
    return {
      needId,
      offeringId: input.offeringId ?? item.offeringId,
      planId: plan.id,
      planItemId,
      message,
      safetyNote,
    };
  }

  private async open(id: string): Promise<Offering> {
    const offering = await this.offerings.get(id);
    if (offering.state !== 'listed') throw conflict('offering-not-open');
    return offering;
  }

  /** @throws AppError 422 when one of them is not there */
  private async known(ids: readonly string[]): Promise<string[]> {
    const found = await this.offerings.byIds(ids);
    const missing = ids.findIndex((id) => !found.has(id));
    if (missing >= 0) throw invalid([{ field: `candidates.${missing}`, code: 'offering-not-found' }]);
    return [...new Set(ids)];
  }
}
