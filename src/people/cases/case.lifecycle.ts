import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const roles = [...WORKERS, 'system'];
const upper = ['station-worker', 'centre-worker', 'system'];

/** Stages in which somebody works on the case; suspending remembers which one. */
export const workStages = ['intake', 'policy-first', 'assessment', 'planning', 'in-service', 'evaluation'] as const;
export type WorkStage = (typeof workStages)[number];

/** A11 and R17: intake, policy first (R7), assessment, plan, service, evaluation, closure, follow-up. */
export const caseLifecycle = defineLifecycle({
  name: 'case',
  states: [
    'intake',
    'policy-first',
    'assessment',
    'planning',
    'in-service',
    'evaluation',
    'closed',
    'follow-up',
    'archived',
    'waiting-consent',
    'suspended',
  ],
  initial: 'intake',
  final: ['archived'],
  moves: [
    { name: 'start-policy', from: ['intake'], to: 'policy-first', roles },
    { name: 'start-assessment', from: ['intake', 'policy-first'], to: 'assessment', roles },
    { name: 'start-planning', from: ['assessment', 'in-service', 'evaluation'], to: 'planning', roles },
    { name: 'start-service', from: ['planning'], to: 'in-service', roles },
    { name: 'start-evaluation', from: ['in-service'], to: 'evaluation', roles },
    {
      name: 'close',
      from: [
        'intake',
        'policy-first',
        'assessment',
        'planning',
        'in-service',
        'evaluation',
        'waiting-consent',
        'suspended',
      ],
      to: 'closed',
      roles,
    },
    { name: 'start-follow-up', from: ['closed'], to: 'follow-up', roles },
    { name: 'archive', from: ['closed', 'follow-up'], to: 'archived', roles },
    { name: 'reopen', from: ['closed', 'follow-up'], to: 'assessment', roles: upper },
    {
      name: 'wait-for-consent',
      from: ['intake', 'policy-first', 'assessment', 'planning', 'in-service', 'evaluation'],
      to: 'waiting-consent',
      roles,
    },
    {
      name: 'suspend',
      from: ['intake', 'policy-first', 'assessment', 'planning', 'in-service', 'evaluation'],
      to: 'suspended',
      roles,
    },
    { name: 'resume-intake', from: ['waiting-consent', 'suspended'], to: 'intake', roles },
    { name: 'resume-policy-first', from: ['waiting-consent', 'suspended'], to: 'policy-first', roles },
    { name: 'resume-assessment', from: ['waiting-consent', 'suspended'], to: 'assessment', roles },
    { name: 'resume-planning', from: ['waiting-consent', 'suspended'], to: 'planning', roles },
    { name: 'resume-in-service', from: ['waiting-consent', 'suspended'], to: 'in-service', roles },
    { name: 'resume-evaluation', from: ['waiting-consent', 'suspended'], to: 'evaluation', roles },
  ],
});

export type CaseMove = (typeof caseLifecycle.definition.moves)[number]['name'];
