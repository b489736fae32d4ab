import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import type { Allocation } from './allocation.entity';
import { Allocations } from './allocations.service';
import { AllocationQuery, OrderAllocation as OrderInput } from './dto/allocation.dto';
import { allocationsView, allocationView, type AllocationView, viewAllocation } from './dto/allocation.view';
import { OrderAllocation } from './use-cases/order-allocation.use-case';
import { StopAllocation } from './use-cases/stop-allocation.use-case';

const id = z.uuid();
const nothing = z.strictObject({});

/** A district's scarce places, hours and money shared out (design 5, matching.md 3): ordered, followed, stopped. */
@Controller('api/v1/allocations')
export class AllocationsController {
  constructor(
    private readonly allocations: Allocations,
    private readonly ordering: OrderAllocation,
    private readonly stopping: StopAllocation,
  ) {}

  @Post()
  @RequirePermission('allocations:run')
  @Answers(201, allocationView)
  async order(@Body({ schema: OrderInput }) input: OrderInput): Promise<AllocationView> {
    return this.view(await this.ordering.execute(input));
  }

  @Get()
  @RequirePermission('allocations:read')
  @Answers(200, allocationsView)
  async list(@Query({ schema: AllocationQuery }) query: AllocationQuery): Promise<z.infer<typeof allocationsView>> {
    const { items, next } = await this.allocations.list(query);
    return { items: items.map((row) => this.view(row)), next };
  }

  /** With its progress while a job works on it. */
  @Get(':id')
  @RequirePermission('allocations:read')
  @Answers(200, allocationView)
  async one(@Param('id', { schema: id }) allocationId: string): Promise<AllocationView> {
    return this.view(await this.allocations.get(allocationId));
  }

  /** Stops the job; a later round gives way to the result before it, a first one leaves nothing. Also puts a result aside. */
  @Post(':id/cancel')
  @RequirePermission('allocations:run')
  @Answers(200, allocationView)
  async cancel(
    @Param('id', { schema: id }) allocationId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<AllocationView> {
    return this.view(await this.stopping.execute(allocationId));
  }

  private view(row: Allocation): AllocationView {
    return viewAllocation(row, this.allocations.allowed(row));
  }
}
