/** Who is told of an event, each by a text of its own; who is not named is not told. */
export interface Notice {
  household?: string;
  /** The worker who is responsible for the household. */
  owner?: string;
  provider?: string;
  /** Every worker of the district's centre. */
  centre?: string;
  /** The colleagues of the unit that has to act, or of the one above whoever is late; the centre where nobody works there. */
  unit?: string;
  /** The accounts that the event names, e.g. the colleagues of a unit. */
  accounts?: string;
  /** Whoever reported the lead. */
  reporter?: string;
}

/** What is told to whom (ux 1.20: each text names who acts next). */
export const NOTICES: Readonly<Record<string, Notice>> = {
  'lead.triaged': { reporter: 'lead-handled' },
  'lead.overdue': { unit: 'lead-overdue' },
  'assessment.contact-missed': { owner: 'contact-missed', unit: 'contact-missed-above' },
  'assessment.aid-missed': { owner: 'aid-missed', unit: 'aid-missed-above' },
  'case.opened': { household: 'case-opened' },
  'case.assigned': { owner: 'case-assigned' },
  'case.lead-conflicted': { accounts: 'case-needs-lead', centre: 'case-needs-lead' },
  // Until somebody takes it the sender stays responsible (R10).
  'case.handover-offered': { unit: 'handover-offered' },
  'case.handover-overdue': { owner: 'handover-overdue', unit: 'handover-waiting' },
  'case.handover-returned': { owner: 'handover-returned' },
  'case.handed-over': { household: 'worker-changed', owner: 'case-handed-over' },
  'consent.asked': { household: 'consent-asked' },
  'consent.given': { household: 'consent-given', owner: 'consent-given' },
  'consent.refused': { owner: 'consent-refused' },
  'consent.withdrawn': { household: 'consent-withdrawn', owner: 'consent-withdrawn' },
  'rights-request.received': { owner: 'rights-received' },
  'rights-request.due': { owner: 'rights-due' },
  'rights-request.decided': { household: 'rights-decided', owner: 'rights-decided' },
  'plan.offered': { household: 'plan-offered' },
  'plan.confirmed': { household: 'plan-confirmed', owner: 'plan-confirmed' },
  'referral.sent': { household: 'referral-sent', provider: 'referral-sent' },
  'referral.answer-reminded': { provider: 'referral-reminded' },
  'referral.task-overdue': { owner: 'task-overdue', unit: 'task-overdue-above' },
  'referral.accepted': { household: 'referral-accepted', owner: 'referral-accepted' },
  'referral.declined': { household: 'referral-declined', owner: 'referral-declined' },
  'referral.expired': { household: 'referral-expired', owner: 'referral-expired', provider: 'referral-expired' },
  'referral.recalled': { household: 'referral-recalled', provider: 'referral-recalled' },
  'referral.scheduled': { household: 'referral-scheduled', owner: 'referral-scheduled' },
  'referral.started': { household: 'referral-started' },
  'referral.completed': { household: 'referral-completed', owner: 'referral-completed' },
  'referral.stopped': { household: 'referral-stopped', owner: 'referral-stopped' },
  'referral.confirmed': { owner: 'referral-confirmed', provider: 'referral-confirmed' },
  'referral.disputed': { household: 'referral-disputed', owner: 'referral-disputed', provider: 'referral-disputed' },
  'referral.resolved': { household: 'referral-resolved' },
  'referral.closed': { household: 'referral-closed' },
  'provider.applied': { centre: 'provider-applied', provider: 'applied' },
  'provider.approved': { provider: 'approved' },
  'provider.suspended': { provider: 'suspended', accounts: 'provider-suspended' },
  'provider.refused': { provider: 'refused' },
  'evaluation.decided': { owner: 'evaluation-decided' },
  'approval.asked': { centre: 'approval-asked' },
  'approval.confirmed': { owner: 'approval-confirmed' },
  'approval.refused': { owner: 'approval-refused' },
  'approval.expired': { owner: 'approval-expired' },
  'approval.review-due': { centre: 'approval-review' },
  'approval.review-overdue': { centre: 'approval-review-overdue' },
  'break-glass.told': { household: 'file-opened' },
  // One text a word of the household, since the worker closes the referral with an outcome (I12).
  'household.rated': { owner: 'rated' },
  'follow-up.due': { owner: 'follow-up-due' },
  // The station has its card on the home page (R30); the worker is told too.
  'application.filed': { household: 'application-filed' },
  'application.returned': { household: 'application-returned', owner: 'application-returned' },
  'application.published': { household: 'application-published' },
  'application.granted': { owner: 'application-decided' },
  'application.refused': { owner: 'application-decided' },
  // The notice itself, with its ground, is handed over on paper (B52); this says that and until when a review can be asked for.
  'application.notified': { household: 'application-notified' },
  'commitment.found-not-true': { household: 'commitment-not-true', owner: 'commitment-not-true' },
  'commitment.contested': { owner: 'commitment-contested' },
  'commitment.upheld': { household: 'commitment-answered' },
  'commitment.corrected': { household: 'commitment-answered' },
  'retest.due': { owner: 'retest-due' },
  'retest.overdue': { owner: 'retest-overdue' },
  'recheck.overdue': { owner: 'recheck-overdue' },
  'urgent-papers.overdue': { owner: 'urgent-papers-overdue' },
  'clock.ended': { owner: 'clock-ended' },
  // Of a place that nobody takes in time the worker hears while it is still held (R97).
  'waiting-list.offered': { owner: 'waiting-list-offered' },
  'waiting-list.lapsed': { owner: 'waiting-list-lapsed' },
  'waiting-list.taken-back': { owner: 'waiting-list-taken-back' },
  'waiting-list.left': { owner: 'waiting-list-left' },
};

/** The event types of one family, for its subscriber. */
export const familyOf = (...nouns: string[]): string[] =>
  Object.keys(NOTICES).filter((type) => nouns.includes(type.split('.')[0] ?? ''));
