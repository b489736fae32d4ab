import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const STAFF = [...WORKERS, 'officer'] as const;
/** Who looks at a commitment that was drawn, answers an objection and decides what follows. */
const CHECKERS = ['station-worker', 'centre-worker', 'officer'] as const;

/** R89: nobody has committed to what was not read to them. */
const read = ({ readAloud }: MoveFacts) => (readAloud === true ? null : 'commitment-read-aloud');
/** Somebody else looks than the one who took it. */
const byAnother = ({ ownTaking }: MoveFacts) => (ownTaking === true ? 'commitment-own-taking' : null);
/** Somebody else answers the household than the one who said that it is not true. */
const byThird = ({ ownFinding }: MoveFacts) => (ownFinding === true ? 'commitment-own-finding' : null);
const once = ({ contestedBefore }: MoveFacts) => (contestedBefore === true ? 'commitment-contested-before' : null);
const decided = ({ decided }: MoveFacts) => (decided === true ? null : 'commitment-nothing-decided');

/**
 * Notice and commitment (R89): shown and read, signed or refused; some are drawn and looked at. What is not true refuses
 * nothing by itself (R3): the household may object, and a person looks again or lets it stand.
 */
export const commitmentLifecycle = defineLifecycle({
  name: 'commitment',
  states: [
    ...(['shown', 'signed', 'refused', 'withdrawn', 'drawn', 'true', 'not-true', 'unclear'] as const),
    ...(['contested', 'rechecked', 'let-stand'] as const),
  ],
  initial: 'shown',
  final: ['refused', 'withdrawn', 'true', 'unclear', 'rechecked', 'let-stand'],
  moves: [
    { name: 'sign', from: ['shown'], to: 'signed', roles: STAFF, guard: read },
    { name: 'refuse', from: ['shown'], to: 'refused', roles: STAFF, guard: read },
    // Who cannot keep to it takes it back and brings the papers; whoever was drawn is looked at.
    { name: 'withdraw', from: ['shown', 'signed'], to: 'withdrawn', roles: STAFF },
    { name: 'draw', from: ['signed'], to: 'drawn', roles: ['officer'] },
    { name: 'affirm', from: ['drawn'], to: 'true', roles: CHECKERS, guard: byAnother },
    { name: 'deny', from: ['drawn'], to: 'not-true', roles: CHECKERS, guard: byAnother },
    { name: 'leave-open', from: ['drawn'], to: 'unclear', roles: CHECKERS, guard: byAnother },
    {
      name: 'contest',
      from: ['not-true', 'rechecked', 'let-stand'],
      to: 'contested',
      roles: ['household', ...STAFF],
      guard: once,
    },
    { name: 'uphold', from: ['contested'], to: 'not-true', roles: CHECKERS, guard: byThird },
    { name: 'correct', from: ['contested'], to: 'true', roles: CHECKERS, guard: byThird },
    { name: 'recheck', from: ['not-true'], to: 'rechecked', roles: CHECKERS, guard: decided },
    { name: 'let-stand', from: ['not-true'], to: 'let-stand', roles: CHECKERS },
  ],
});

export type CommitmentState = (typeof commitmentLifecycle.states)[number];
export type CommitmentMove = (typeof commitmentLifecycle.definition.moves)[number]['name'];
