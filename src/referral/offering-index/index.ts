export { admitted, answer } from './answer';
export type { Admitted, Question, QuickAnswer, RankedOffering } from './answer';
export { IndexFull } from './facet';
export type { IndexState } from './index-figures';
export { OfferingIndex } from './offering-index';
export { OfferingIndexModule } from './offering-index.module';
export { OfferingIndexes } from './offering-indexes.service';
