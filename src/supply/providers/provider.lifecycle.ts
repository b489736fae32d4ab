import { defineLifecycle } from '../../platform/lifecycle';

const CENTRE = ['centre-worker', 'officer', 'system'];

/** A provider: known from a directory, or applied; the centre decides (issue: the credit code is looked up there). */
export const providerLifecycle = defineLifecycle({
  name: 'provider',
  states: ['imported', 'applied', 'approved', 'refused', 'suspended'],
  initial: 'imported',
  final: ['refused', 'suspended'],
  moves: [
    { name: 'apply', from: ['imported', 'refused'], to: 'applied', roles: CENTRE },
    { name: 'approve', from: ['applied'], to: 'approved', roles: CENTRE },
    { name: 'refuse', from: ['applied'], to: 'refused', roles: CENTRE },
    { name: 'suspend', from: ['approved'], to: 'suspended', roles: CENTRE },
    { name: 'resume', from: ['suspended'], to: 'approved', roles: CENTRE },
  ],
});

export const providerDecisions = ['approve', 'refuse', 'suspend', 'resume'] as const;
export type ProviderDecision = (typeof providerDecisions)[number];
