import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';

const deciders = ['centre-worker', 'officer'];

/** Four eyes: whoever asks does not decide (R2). */
const notOwn = ({ asker }: MoveFacts) => (asker === true ? 'adoption-own-request' : null);
const own = ({ asker }: MoveFacts) => (asker === true ? null : 'adoption-not-yours');
const unused = ({ used }: MoveFacts) => (used === true ? 'adoption-in-use' : null);

/** A draft on its way to a version of the pack: asked by one, decided by a second, taken back while nobody is decided by it. */
export const adoptionLifecycle = defineLifecycle({
  name: 'pack-adoption',
  states: ['asked', 'adopted', 'refused', 'cancelled', 'withdrawn'],
  initial: 'asked',
  final: ['refused', 'cancelled', 'withdrawn'],
  moves: [
    { name: 'adopt', from: ['asked'], to: 'adopted', roles: deciders, guard: notOwn },
    { name: 'refuse', from: ['asked'], to: 'refused', roles: deciders, guard: notOwn },
    { name: 'cancel', from: ['asked'], to: 'cancelled', roles: ['officer'], guard: own },
    { name: 'withdraw', from: ['adopted'], to: 'withdrawn', roles: ['officer'], guard: unused },
  ],
});

export type AdoptionState = (typeof adoptionLifecycle.states)[number];
export type AdoptionMove = 'adopt' | 'refuse' | 'cancel' | 'withdraw';
