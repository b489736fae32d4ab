/**
 * Items of the own declaration. Income after B7, amounts net as the household has them; `counted: false` is income of
 * B8 that no rule may count. Spending after B18; `rigid` is what the share of rigid spending is made of. Everyday
 * living stays outside it, since the part of it that counts is set locally and decided by the authority.
 */
export const incomeItems = {
  wage: { counted: true },
  business: { counted: true },
  property: { counted: true },
  transfer: { counted: true },
  'other-income': { counted: true },
  'preferential-treatment': { counted: false },
  'family-planning-reward': { counted: false },
  scholarship: { counted: false },
  'bravery-award': { counted: false },
  'government-assistance': { counted: false },
  // Left out by a rule dated 2021 to 2025 whose renewal is not verified (B8).
  'basic-pension': { counted: false },
} as const;

export const expenditureItems = {
  living: { rigid: false },
  medical: { rigid: true },
  education: { rigid: true },
  rehabilitation: { rigid: true },
  'other-rigid': { rigid: true },
  'other-expenditure': { rigid: false },
} as const;

/** Property after B9. */
export const assetItems = [
  'deposit',
  'securities',
  'insurance',
  'claim',
  'vehicle',
  'housing',
  'woodland',
  'other-asset',
] as const;

export const economyKinds = ['income', 'expenditure', 'asset'] as const;
export const economyPeriods = ['month', 'year', 'once'] as const;
export const economyMethods = ['payslip', 'industry-average', 'declared', 'checked'] as const;
export type EconomyKind = (typeof economyKinds)[number];
export type EconomyPeriod = (typeof economyPeriods)[number];

const keys = <K extends string>(of: Readonly<Record<K, unknown>>) => Object.keys(of) as K[];

/** Items that a line of this kind may have. */
export const itemsOf: Readonly<Record<EconomyKind, readonly string[]>> = {
  income: keys(incomeItems),
  expenditure: keys(expenditureItems),
  asset: assetItems,
};

export const isCounted = (item: string): boolean =>
  item in incomeItems && incomeItems[item as keyof typeof incomeItems].counted;
export const isRigid = (item: string): boolean =>
  item in expenditureItems && expenditureItems[item as keyof typeof expenditureItems].rigid;
