import { Injectable } from '@nestjs/common';
import type { RegroupingInput } from '../dto/regrouping.dto';
import type { RegroupingPreview } from '../dto/regrouping.view';
import { RegroupingConsequences } from '../regrouping-consequences';
import { RegroupingPlans } from '../regrouping-plan';
import { RegroupingsStore } from '../regroupings.store';

/** Says all that would follow from a split, a transfer or a merge, before anybody confirms it; changes nothing. */
@Injectable()
export class PreviewRegrouping {
  constructor(
    private readonly plans: RegroupingPlans,
    private readonly consequences: RegroupingConsequences,
    private readonly store: RegroupingsStore,
  ) {}

  /** @throws AppError as `RegroupingPlans.make` */
  async execute(householdId: string, input: RegroupingInput): Promise<RegroupingPreview> {
    const plan = await this.plans.make(householdId, input);
    return {
      ...{ kind: input.kind, on: plan.on, noAdult: plan.noAdult },
      basis: await this.store.mark(plan.to ? [plan.from.id, plan.to.id] : [plan.from.id]),
      consequences: await this.consequences.of(plan),
    };
  }
}
