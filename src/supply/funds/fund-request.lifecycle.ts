import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';

const KEEPERS = ['centre-worker', 'officer', 'system'];

/** Nobody decides on the own request, and the second approval is not the first one's again (R13). */
const otherPerson = ({ requestedBy, firstApprover, approver }: MoveFacts): string | null => {
  if (requestedBy === approver) return 'requester-cannot-approve';
  return firstApprover === approver ? 'second-approver-needed' : null;
};

/** A request to a fund: the money is reserved at the second approval only. */
export const fundRequestLifecycle = defineLifecycle({
  name: 'fund-request',
  states: ['draft', 'approved-once', 'reserved', 'paid', 'refused', 'released'],
  initial: 'draft',
  final: ['paid', 'refused', 'released'],
  moves: [
    { name: 'approve', from: ['draft'], to: 'approved-once', roles: KEEPERS, guard: otherPerson },
    { name: 'approve', from: ['approved-once'], to: 'reserved', roles: KEEPERS, guard: otherPerson },
    { name: 'refuse', from: ['draft', 'approved-once'], to: 'refused', roles: KEEPERS },
    { name: 'pay', from: ['reserved'], to: 'paid', roles: KEEPERS },
    { name: 'release', from: ['reserved'], to: 'released', roles: KEEPERS },
  ],
});

export const fundRequestMoves = ['approve', 'refuse', 'pay', 'release'] as const;
export type FundRequestMove = (typeof fundRequestMoves)[number];
