import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const STAFF = [...WORKERS, 'officer'] as const;
const TOWNSHIP = ['station-worker', 'centre-worker', 'officer'] as const;

/** R3: that the support ends because its conditions do is said by the civil affairs, not by the township. */
const byAuthority = ({ exit, authority }: MoveFacts): string | null =>
  exit === true && authority !== true ? 'support-authority-ends' : null;

/** The file of one person in extreme difficulty (B21-B23): kept open with what happens on it, ended with a reason. */
export const supportFileLifecycle = defineLifecycle({
  name: 'support-file',
  states: ['open', 'ended'],
  initial: 'open',
  final: ['ended'],
  moves: [
    { name: 'report-change', from: ['open'], to: 'open', roles: STAFF },
    // A scale came to another level; the machine starts the days, and settles nothing (B23, R3).
    { name: 'find-change', from: ['open'], to: 'open', roles: ['system'] },
    { name: 'assess', from: ['open'], to: 'open', roles: TOWNSHIP },
    { name: 'visit', from: ['open'], to: 'open', roles: STAFF },
    { name: 'agree', from: ['open'], to: 'open', roles: TOWNSHIP },
    { name: 'propose', from: ['open'], to: 'open', roles: STAFF },
    { name: 'change-form', from: ['open'], to: 'open', roles: ['station-worker', 'officer'] },
    { name: 'end', from: ['open'], to: 'ended', roles: TOWNSHIP, guard: byAuthority },
  ],
});

export type SupportFileState = (typeof supportFileLifecycle.states)[number];
export type SupportFileMove = (typeof supportFileLifecycle.definition.moves)[number]['name'];
