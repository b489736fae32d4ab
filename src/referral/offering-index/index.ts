export { answer } from './answer';
export type { Question, QuickAnswer, RankedOffering } from './answer';
export { IndexFull } from './facet';
export { OfferingIndex } from './offering-index';
