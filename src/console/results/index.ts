export { EvaluationsPagesModule } from './evaluations-pages.module';
export { DeliveryPagesModule } from './deliveries-pages.module';
export { FairnessPagesModule } from './fairness-pages.module';
