/** What a red or amber result asks for at once (S16): to reach the person, then to bring help. */
export const urgentActs = {
  contact: { due: 'urgent-contact', done: 'assessment.contacted', missed: 'assessment.contact-missed' },
  aid: { due: 'urgent-aid', done: 'assessment.aided', missed: 'assessment.aid-missed' },
} as const;

export type UrgentAct = keyof typeof urgentActs;

export interface UrgentDeadlines {
  contactBy: Date | null;
  aidBy: Date | null;
}
