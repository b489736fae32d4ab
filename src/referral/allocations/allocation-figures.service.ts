import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import type { Page } from '../../platform/database';
import { Audit } from '../../trust/audit';
import {
  AllocationFiguresStore,
  type CodeFigures,
  type OfferedChoice,
  type RoundChange,
} from './allocation-figures.store';
import type { AllocationNeed } from './allocation-need.entity';
import { AllocationNeedsStore } from './allocation-needs.store';
import { Allocations } from './allocations.service';
import type { AllocationPartQuery } from './dto/allocation.dto';

/** Supply against demand, and what the last round has changed, of an allocation. */
@Injectable()
export class AllocationFigures {
  constructor(
    private readonly store: AllocationFiguresStore,
    private readonly allocations: Allocations,
    private readonly needs: AllocationNeedsStore,
    private readonly households: Households,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `allocation-not-found` */
  async of(allocationId: string): Promise<{ codes: CodeFigures[]; changed: number }> {
    await this.allocations.get(allocationId);
    return { codes: await this.store.codes(allocationId), changed: await this.store.changed(allocationId) };
  }

  /**
   * One need, for a person who looks at it: it tells of one household, so its file is opened with it (C2, C3).
   * @throws AppError 404 `allocation-need-not-found`; 429 `file-limit`
   */
  async need(allocationId: string, needId: string): Promise<AllocationNeed> {
    const { districtCode } = await this.allocations.get(allocationId);
    const need = await this.needs.get(allocationId, needId);
    const { householdId } = need;
    await this.households.open(householdId);
    const subject = { subjectType: 'allocation', subjectId: allocationId, householdId, districtCode };
    await this.audit.read({ action: 'allocation.need-read', ...subject });
    return need;
  }

  /**
   * What can be chosen for a need of that code; whether the rules admit it is judged when it is chosen.
   * @param first what it got and would have got else: never missing, however many there are
   */
  offeringsFor(allocationId: string, code: string, first: readonly string[]): Promise<OfferedChoice[]> {
    return this.store.offeringsFor(allocationId, code, first);
  }

  /** Needs that got something else in the round before: it is recorded that somebody looked (C2). @throws AppError 404 */
  async changes(allocationId: string, query: AllocationPartQuery): Promise<Page<RoundChange>> {
    const { districtCode } = await this.allocations.get(allocationId);
    const subject = { subjectType: 'allocation', subjectId: allocationId, districtCode };
    await this.audit.read({ action: 'allocation.changes-read', ...subject });
    return this.store.changes(allocationId, query);
  }
}
