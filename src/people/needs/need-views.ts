import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../platform/lifecycle';
import { HouseholdLevels } from '../households';
import { type NeedView, viewNeed } from './dto/need.view';
import type { Need } from './need.entity';

/** Needs as the reader may see them: code and severity, or what speaks for them and who confirmed them too (C3). */
@Injectable()
export class NeedViews {
  constructor(
    private readonly levels: HouseholdLevels,
    private readonly lifecycles: Lifecycles,
  ) {}

  async of(need: Need): Promise<NeedView> {
    return viewNeed(need, await this.levels.of(need.householdId), await this.declineReason(need));
  }

  async list(needs: readonly Need[]): Promise<NeedView[]> {
    const views: NeedView[] = [];
    for (const need of needs) views.push(await this.of(need));
    return views;
  }

  private async declineReason({ id, state }: Need): Promise<string | null> {
    if (state !== 'declined') return null;
    return (await this.lifecycles.log(id)).findLast(({ move }) => move === 'decline')?.reason ?? null;
  }
}
