import type { Who } from '../../reference/policies';
import type { MemberFacts } from './calculation-facts';
import type { Panel } from './calculation-result';
import { fitsOf } from './fits';

/** B21: who is not able to work. Local additions are for the county to say. */
const unableToWork: Who = {
  any: [
    { ageFrom: 60 },
    { ageTo: 15 },
    { disabilityKinds: ['intellectual', 'mental'], disabilityGradeTo: 3 },
    { disabilityKinds: ['physical'], disabilityGradeTo: 2 },
    { disabilityKinds: ['visual'], disabilityGradeTo: 1 },
  ],
};
/** B6: who may apply for dibao alone inside a marginal household, as far as the facts tell. */
const applyingAlone: Who = {
  any: [
    { disabilityGradeTo: 2 },
    { disabilityKinds: ['intellectual', 'mental'], disabilityGradeTo: 3 },
    { illness: 'serious' },
  ],
};

const cannotWork = fitsOf(unableToWork);
const mayApplyAlone = fitsOf(applyingAlone);

export function isUnableToWork(member: MemberFacts): Panel {
  if (cannotWork(member)) return 'in';
  return member.ageYears === null ? 'unknown' : 'out';
}

export const singleApplicants = (members: readonly MemberFacts[]): string[] =>
  members.filter(mayApplyAlone).map(({ key }) => key);

/** Is there anybody in the household who may apply alone? */
export function hasSingleApplicant(members: readonly MemberFacts[]): Panel {
  if (singleApplicants(members).length > 0) return 'in';
  return members.some(({ illness }) => illness === null) ? 'unknown' : 'out';
}
