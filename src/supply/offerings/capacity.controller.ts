import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { OpenCapacityInput } from './dto/offering.dto';
import { offeringCapacityView, type OfferingCapacityView } from './dto/offering.view';
import { OfferingCapacity } from './offering-capacity.service';

const offeringId = z.uuid();

/** Places of an offering by month. */
@Controller('api/v1/offerings/:id/capacity')
export class CapacityController {
  constructor(private readonly capacity: OfferingCapacity) {}

  @Get()
  @RequirePermission('offerings:read')
  @Answers(200, offeringCapacityView)
  show(@Param('id', { schema: offeringId }) id: string): Promise<OfferingCapacityView> {
    return this.capacity.show(id);
  }

  /** Opens a period or corrects its places. */
  @Post()
  @RequirePermission('offerings:write')
  @Answers(200, offeringCapacityView)
  async open(
    @Param('id', { schema: offeringId }) id: string,
    @Body({ schema: OpenCapacityInput }) input: OpenCapacityInput,
  ): Promise<OfferingCapacityView> {
    await this.capacity.open(id, input);
    return this.capacity.show(id);
  }
}
