export { admitted, answer } from './answer';
export type { Question } from './answer';
export { OfferingIndex } from './offering-index';
export { OfferingIndexModule } from './offering-index.module';
export { OfferingIndexes } from './offering-indexes.service';
