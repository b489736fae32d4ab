export { admitted, answer } from './answer';
export type { Admitted, Question, QuickAnswer, RankedOffering } from './answer';
export { IndexFull } from './facet';
export { OfferingIndex } from './offering-index';
export { OfferingIndexModule } from './offering-index.module';
export { type IndexState, OfferingIndexes } from './offering-indexes.service';
