import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { Referrals } from '../../referral/referrals';
import { RequirePermission } from '../../trust/access';
import { Deliveries } from './deliveries.service';
import { RecordDelivery as RecordInput } from './dto/delivery.dto';
import { deliveriesView, deliveryView, type DeliveryView } from './dto/delivery.view';
import { RecordDelivery } from './use-cases/record-delivery.use-case';

const id = z.uuid();

/** What was delivered for a referral. */
@Controller('api/v1/referrals/:id/deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly recording: RecordDelivery,
    private readonly referrals: Referrals,
  ) {}

  @Get()
  @RequirePermission('deliveries:read')
  @Answers(200, deliveriesView)
  async list(@Param('id', { schema: id }) referralId: string): Promise<z.infer<typeof deliveriesView>> {
    await this.referrals.open(referralId);
    return { items: await this.deliveries.ofReferral(referralId), units: await this.deliveries.unitsOf(referralId) };
  }

  @Get(':deliveryId')
  @RequirePermission('deliveries:read')
  @Answers(200, deliveryView)
  async one(
    @Param('id', { schema: id }) referralId: string,
    @Param('deliveryId', { schema: id }) deliveryId: string,
  ): Promise<DeliveryView> {
    await this.referrals.open(referralId);
    return this.deliveries.one(referralId, deliveryId);
  }

  @Post()
  @RequirePermission('deliveries:write')
  @Answers(201, deliveryView)
  async record(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: RecordInput }) input: RecordInput,
  ): Promise<DeliveryView> {
    return this.deliveries.view(await this.recording.execute(referralId, input));
  }
}
