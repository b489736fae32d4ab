import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { ContractsModule } from '../../supply/contracts';
import { OfferingsModule } from '../../supply/offerings';
import { DeliveriesController } from './deliveries.controller';
import { Deliveries } from './deliveries.service';
import { DeliveriesStore } from './deliveries.store';
import { DeliveryNews } from './delivery-news';
import { Delivery } from './delivery.entity';
import { RecordDelivery } from './use-cases/record-delivery.use-case';
import './delivery.copy';

registerEntities([Delivery]);

/** What providers deliver, entry by entry (R21). */
@Global()
@Module({
  imports: [OfferingsModule, ContractsModule],
  controllers: [DeliveriesController],
  providers: [Deliveries, DeliveriesStore, DeliveryNews, RecordDelivery],
  exports: [Deliveries, RecordDelivery],
})
export class DeliveriesModule {}
