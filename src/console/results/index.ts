export { EvaluationsPagesModule } from './evaluations-pages.module';
export { DeliveryPagesModule } from './deliveries-pages.module';
