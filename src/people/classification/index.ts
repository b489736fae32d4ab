export { proposeClass } from './propose-class';
export type {
  ClassificationFacts,
  ClassificationRules,
  ClassificationStep,
  ClassProposal,
  StatutoryStatus,
} from './propose-class';
