import { defineLifecycle } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/** A filled-in scale: a draft of its assessor, then a result that nobody changes (R18). */
export const assessmentLifecycle = defineLifecycle({
  name: 'assessment',
  states: ['draft', 'completed'],
  initial: 'draft',
  final: ['completed'],
  moves: [{ name: 'complete', from: ['draft'], to: 'completed', roles: WORKERS }],
});
