export { recheckMonths } from './benefits';
export { calculate } from './calculate';
export { type CalculationFacts, calculationFactsSchema } from './calculation-facts';
export type { CalculationResult, CalculationStep } from './calculation-result';
export { canonicalText, digestOf } from './canonical-text';
export { compileRules, type CompiledRules } from './compile-rules';
export { ENGINE_VERSION, replay } from './replay';
export { ruleGroups } from './rule-groups';
export { supportOwed } from './support-fee';
