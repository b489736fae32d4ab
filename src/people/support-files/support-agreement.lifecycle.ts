import { defineLifecycle } from '../../platform/lifecycle';

/** A care agreement: it runs out with its last day, or is ended before with a reason. */
export const supportAgreementLifecycle = defineLifecycle({
  name: 'support-agreement',
  states: ['in-force', 'ended'],
  initial: 'in-force',
  final: ['ended'],
  moves: [{ name: 'end', from: ['in-force'], to: 'ended', roles: ['station-worker', 'centre-worker', 'officer'] }],
});

export type SupportAgreementState = (typeof supportAgreementLifecycle.states)[number];
