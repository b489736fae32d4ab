import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { AppError, conflict, forbidden, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { Allocation } from '../allocation.entity';
import { AllocationFilesStore } from '../allocation-files.store';
import type { AllocationNeed } from '../allocation-need.entity';
import { AllocationNeedsStore } from '../allocation-needs.store';
import type { AllocationPin } from '../allocation-pin.entity';
import { AllocationPinsStore } from '../allocation-pins.store';
import { Allocations } from '../allocations.service';
import { AllocationsStore } from '../allocations.store';
import type { MakePin } from '../dto/allocation.dto';
import { admittedTo } from '../stored-market';

/** A person settles a need, or rules an offering out for it, with a reason; the next round is solved around it (R22). */
@Injectable()
export class PinChoice {
  constructor(
    private readonly store: AllocationsStore,
    private readonly allocations: Allocations,
    private readonly needs: AllocationNeedsStore,
    private readonly pins: AllocationPinsStore,
    private readonly files: AllocationFilesStore,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 409 `allocation-not-in-review`, `allocation-partly-published`, `allocation-pin-there`,
   *   `allocation-pins-too-many`; 422 `allocation-need-not-found`, `allocation-pin-not-admitted`
   */
  async make(id: string, { needId, offeringId, kind, reason }: MakePin): Promise<AllocationPin> {
    const { userId: madeBy } = this.transactions.actor;
    if (madeBy === null) throw forbidden('forbidden');
    const row = await this.inReview(id);
    // No round would come after it.
    if ((await this.needs.drafted(id)) > 0) throw conflict('allocation-partly-published');
    const need = await this.needOf(id, needId);
    await this.checkChoice(row, need, offeringId, kind);
    const { householdId } = need;
    const pin: AllocationPin = {
      ...{ id: newId(), allocationId: id, needId, householdId, offeringId, kind, reason },
      ...{ madeBy, madeAt: this.clock.now(), removedBy: null, removedAt: null },
    };
    await this.pins.insert(pin);
    await this.record('allocation.pin-made', row, pin);
    return pin;
  }

  /** @throws AppError 404; 409 `allocation-not-in-review` */
  async remove(id: string, pinId: string): Promise<AllocationPin> {
    const { userId } = this.transactions.actor;
    if (userId === null) throw forbidden('forbidden');
    const row = await this.inReview(id);
    const pin = await this.pins.get(id, pinId);
    if (await this.pins.remove(pinId, userId, this.clock.now())) await this.record('allocation.pin-removed', row, pin);
    return this.pins.get(id, pinId);
  }

  /** Whoever makes the first choice has begun to look through it. */
  private async inReview(id: string): Promise<Allocation> {
    const row = await this.store.hold(id);
    if (row.state === 'solved') return this.allocations.make(row, 'review');
    if (row.state !== 'under-review') throw conflict('allocation-not-in-review');
    return row;
  }

  private async needOf(id: string, needId: string): Promise<AllocationNeed> {
    try {
      return await this.needs.get(id, needId);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw invalid([{ field: 'needId', code: error.code }]);
    }
  }

  /** What a rule forbids is nobody's choice here: it is overridden where it stands, in the file of the household (R78). */
  private async checkChoice(
    { id }: Allocation,
    { place }: AllocationNeed,
    offeringId: string,
    kind: AllocationPin['kind'],
  ): Promise<void> {
    const { offerings, admitted } = admittedTo((await this.files.read(id, 'market'))!, place);
    const offering = offerings.findIndex((one) => one.id === offeringId);
    if (!admitted.has(offering)) throw invalid([{ field: 'offeringId', code: 'allocation-pin-not-admitted' }]);
    if (kind === 'forbid') return;
    const standing = await this.pins.standing(id);
    const settled = standing.filter((pin) => pin.kind === 'pin' && pin.offeringId === offeringId).length;
    if (settled >= offerings[offering]!.capacity) throw conflict('allocation-pins-too-many');
  }

  private async record(action: string, { id, districtCode }: Allocation, pin: AllocationPin): Promise<void> {
    const subject = { subjectType: 'allocation', subjectId: id, householdId: pin.householdId, districtCode };
    await this.audit.changed({ action, ...subject, fields: [pin.kind, 'reason'] });
  }
}
