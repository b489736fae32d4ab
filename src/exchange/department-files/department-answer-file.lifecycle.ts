import { defineLifecycle } from '../../platform/lifecycle';

/** Who reads the departments' files. */
const CENTRE = ['centre-worker', 'officer'] as const;

/** R93, R65: nothing is written before a person confirms, and what was confirmed can be taken back until somebody acts on it. */
export const answerFileLifecycle = defineLifecycle({
  name: 'department-answer-file',
  states: ['checked', 'confirmed', 'undone', 'discarded'],
  initial: 'checked',
  final: ['confirmed', 'undone', 'discarded'],
  moves: [
    { name: 'confirm', from: ['checked'], to: 'confirmed', roles: CENTRE },
    { name: 'discard', from: ['checked'], to: 'discarded', roles: [...CENTRE, 'system'] },
    { name: 'undo', from: ['confirmed'], to: 'undone', roles: CENTRE },
  ],
});

export type AnswerFileMove = (typeof answerFileLifecycle.definition.moves)[number]['name'];
