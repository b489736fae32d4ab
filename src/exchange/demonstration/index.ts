export { DEMONSTRATION_PASSWORD } from './demonstration-accounts';
export { DemonstrationModule } from './demonstration.module';
export { type DemonstrationSize, LoadDemonstration } from './load-demonstration.use-case';
