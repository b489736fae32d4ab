export { DeliveriesModule } from './deliveries.module';
export { Deliveries } from './deliveries.service';
export { Delivery } from './delivery.entity';
export { RecordDelivery as RecordDeliveryInput } from './dto/delivery.dto';
export { type DeliveryView, deliveryView } from './dto/delivery.view';
export { RecordDelivery } from './use-cases/record-delivery.use-case';
