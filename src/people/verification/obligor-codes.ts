/**
 * Who owes support by law: spouses to one another, children and grandchildren to the old, parents and grandparents to the
 * young, brothers and sisters. Adopted and step-children are children.
 */
export const obligorRelations = ['child', 'spouse', 'parent', 'grandchild', 'grandparent', 'sibling'] as const;

/** Why nothing can be asked of somebody who owes support (B21). */
export const unableReasons = [
  'tekun',
  'dibao-aged-60',
  'low-income-aged-70',
  'low-income-severely-disabled',
  'no-capacity',
  'missing',
  'in-prison',
] as const;

/** What names a sum: a judgment or mediation of a court, or an agreement of the family. */
export const supportPapers = ['court', 'agreement'] as const;

/** How it is known; only what is more than told counts as proven (R65). */
export const obligorMethods = ['declared', 'payslip', 'checked'] as const;

export const isProven = (method: (typeof obligorMethods)[number] | null): boolean =>
  method !== null && method !== 'declared';
