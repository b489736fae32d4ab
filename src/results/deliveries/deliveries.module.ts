import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { DeliveriesController } from './deliveries.controller';
import { Deliveries } from './deliveries.service';
import { DeliveriesStore } from './deliveries.store';
import { Delivery } from './delivery.entity';
import { RecordDelivery } from './use-cases/record-delivery.use-case';

registerEntities([Delivery]);

/** What providers deliver, entry by entry (R21). */
@Global()
@Module({
  controllers: [DeliveriesController],
  providers: [Deliveries, DeliveriesStore, RecordDelivery],
  exports: [Deliveries, RecordDelivery],
})
export class DeliveriesModule {}
