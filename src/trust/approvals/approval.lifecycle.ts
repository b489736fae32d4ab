import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';
import { WORKERS } from '../access';

const deciders = ['centre-worker', 'officer'];
const staff = [...WORKERS, 'officer', 'supervisor'];

const notOwn = ({ asker }: MoveFacts) => (asker === true ? 'approval-own-request' : null);
const own = ({ asker }: MoveFacts) => (asker === true ? null : 'approval-not-yours');

/** A supervisor's request is decided by the authority, not by the centre that is supervised (R88). */
const decides = (facts: MoveFacts) =>
  notOwn(facts) ?? (facts.kind === 'numbered-request' && facts.officer !== true ? 'approval-officer-needed' : null);

/** Access to a file from elsewhere is looked at afterwards by somebody who neither asked nor agreed (C3). */
function reviews(facts: MoveFacts): string | null {
  if (facts.kind === 'field-group') return 'approval-review-not-needed';
  return facts.asker === true || facts.decider === true ? 'approval-own-review' : null;
}

/** Reason, second person, a day, review (C3, R88); silence has an end (R10). */
export const approvalLifecycle = defineLifecycle({
  name: 'approval',
  states: ['asked', 'running', 'refused', 'cancelled', 'expired', 'ended', 'reviewed'],
  initial: 'asked',
  final: ['refused', 'cancelled', 'expired', 'ended', 'reviewed'],
  moves: [
    { name: 'confirm', from: ['asked'], to: 'running', roles: deciders, guard: decides },
    { name: 'refuse', from: ['asked'], to: 'refused', roles: deciders, guard: decides },
    { name: 'cancel', from: ['asked'], to: 'cancelled', roles: staff, guard: own },
    { name: 'expire', from: ['asked'], to: 'expired', roles: ['system'] },
    {
      name: 'end',
      from: ['running'],
      to: 'ended',
      roles: [...staff, 'system'],
      guard: ({ asker, decider, machine }) =>
        asker === true || decider === true || machine === true ? null : 'approval-not-yours',
    },
    { name: 'review', from: ['ended'], to: 'reviewed', roles: [...deciders, 'supervisor'], guard: reviews },
  ],
});

export type ApprovalState = (typeof approvalLifecycle.states)[number];
export type ApprovalMove = (typeof approvalLifecycle.definition.moves)[number]['name'];
