import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import type { Allocation } from './allocation.entity';
import { AllocationViews } from './allocation-views';
import { Allocations } from './allocations.service';
import { AllocationReason, MakePin } from './dto/allocation.dto';
import { allocationPinView, type AllocationPinView } from './dto/allocation-parts.view';
import { allocationView, type AllocationView, viewAllocation } from './dto/allocation.view';
import { DecideAllocation } from './use-cases/decide-allocation.use-case';
import { PinChoice } from './use-cases/pin-choice.use-case';

const id = z.uuid();
const nothing = z.strictObject({});

/** People look through a result, change it, have it solved again, and one who did not order it publishes it (PIPL 24). */
@Controller('api/v1/allocations/:id')
export class AllocationReviewController {
  constructor(
    private readonly allocations: Allocations,
    private readonly deciding: DecideAllocation,
    private readonly pinning: PinChoice,
    private readonly views: AllocationViews,
  ) {}

  @Post('review')
  @RequirePermission('allocations:run')
  @Answers(200, allocationView)
  async review(
    @Param('id', { schema: id }) allocationId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<AllocationView> {
    return this.view(await this.deciding.review(allocationId));
  }

  @Post('pins')
  @RequirePermission('allocations:run')
  @Answers(201, allocationPinView)
  async pin(
    @Param('id', { schema: id }) allocationId: string,
    @Body({ schema: MakePin }) input: MakePin,
  ): Promise<AllocationPinView> {
    const [view] = await this.views.pins([await this.pinning.make(allocationId, input)]);
    return view!;
  }

  /** Takes a choice back; it stays in the list with who did so. */
  @Post('pins/:pinId/remove')
  @RequirePermission('allocations:run')
  @Answers(200, allocationPinView)
  async unpin(
    @Param('id', { schema: id }) allocationId: string,
    @Param('pinId', { schema: id }) pinId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<AllocationPinView> {
    const [view] = await this.views.pins([await this.pinning.remove(allocationId, pinId)]);
    return view!;
  }

  /** Another round around the choices that stand now. */
  @Post('solve-again')
  @RequirePermission('allocations:run')
  @Answers(200, allocationView)
  async solveAgain(
    @Param('id', { schema: id }) allocationId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<AllocationView> {
    return this.view(await this.deciding.solveAgain(allocationId));
  }

  /** Each line is judged again; what still stands becomes a draft referral, what does not is listed with its reason. */
  @Post('publish')
  @RequirePermission('allocations:publish')
  @Answers(200, allocationView)
  async publish(
    @Param('id', { schema: id }) allocationId: string,
    @Body({ schema: AllocationReason }) { reason }: AllocationReason,
  ): Promise<AllocationView> {
    return this.view(await this.deciding.publish(allocationId, reason));
  }

  private view(row: Allocation): AllocationView {
    return viewAllocation(row, this.allocations.allowed(row));
  }
}
