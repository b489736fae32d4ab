import type { PlanItem } from './plan-item.entity';

export const outcomeFields = ['material', 'psychological', 'inclusion', 'capability'] as const;
export const planSides = ['government', 'society', 'family', 'self'] as const;

/** R61: each family of codes (domain E) belongs to one of the four outcome fields. */
const FIELD_OF_FAMILY: Readonly<Record<string, PlanItem['field']>> = {
  ...{ MA: 'material', LI: 'material', CA: 'material', HE: 'material', HO: 'material', CR: 'material', LK: 'material' },
  ...{ PS: 'psychological', SO: 'inclusion', LE: 'inclusion', CH: 'inclusion' },
  ...{ RE: 'capability', CB: 'capability', EM: 'capability', ED: 'capability' },
};

export const fieldOfCode = (code: string): PlanItem['field'] => FIELD_OF_FAMILY[code.slice(0, 2)] ?? 'material';

/** Codes outside ED that serve a child's development: parenting, care for children left behind, early rehabilitation. */
const DEVELOPMENT = ['CB-04', 'CH-02', 'RE-03'];

/** R41: whether an item counts as education or development of a child. */
export const developsChild = ({ code }: Pick<PlanItem, 'code'>): boolean =>
  code !== null && (code.startsWith('ED-') || DEVELOPMENT.includes(code));
