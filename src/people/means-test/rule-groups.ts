/**
 * What the steps of a rule tell (C3): sums of the household, single lines and people with their money, or what somebody is
 * or has been through.
 */
export const ruleGroups = {
  'income-item': 'line',
  'trade-average': 'line',
  'not-counted': 'line',
  'before-window': 'line',
  'support-fee': 'line',
  'support-told-twice': 'line',
  'property-exempt': 'line',
  deduction: 'line',
  'property-limit': 'sum',
  'spending-above-income': 'sum',
  'screen-dibao': 'sum',
  'screen-marginal': 'sum',
  'screen-rigid': 'sum',
  circle: 'sum',
  dibao: 'sum',
  'screen-tekun': 'personal',
  'screen-single-application': 'personal',
  status: 'personal',
  'emergency-event': 'personal',
  allowance: 'personal',
  extra: 'personal',
} as const;

/** Names of rules; printed as `calculations.rule.<rule>`. */
export type CalculationRule = keyof typeof ruleGroups;
