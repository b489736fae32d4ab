import type { HouseholdReading } from '../../trust/audit';

/** What kind of data a reading is about, in the words of the page; a new kind of reading is at least "your file". */
const KINDS: Readonly<Record<string, string>> = {
  'household.file-read': 'file',
  'household.printed': 'print',
  'household.field-revealed': 'revealed',
  'household.evidence-compiled': 'evidence',
  'assessment.read': 'assessment',
  'scale-choice.read': 'assessment',
  'economy.read': 'economy',
  'obligors.read': 'economy',
  'check.read': 'check',
  'classification.printed': 'class',
  'entitlements.form-printed': 'forms',
  'consent.printed': 'consent',
  'match.read': 'match',
  'match.compared': 'match',
  'match.refusals-read': 'match',
  'match.weights-tried': 'match',
  'match.replayed': 'match',
  'match.printed': 'match',
  'plan.read': 'plan',
  'plan.printed': 'plan',
  'allocation.need-read': 'allocation',
  'notification.read': 'message',
  'evaluation.evidence-read': 'evidence',
  'referral.read': 'referral',
  'rights-request.read': 'request',
  'referral.contact-read': 'contact',
  'lead.read': 'lead',
  'household.exported': 'list',
};
const ROLES_WITH_TASK = new Set(['evaluator', 'supervisor', 'officer']);
const PROVIDERS = new Set(['dispatcher', 'practitioner', 'volunteer']);

export interface ReadingLine {
  at: Date;
  /** Text keys below `who-looked`. */
  kind: string;
  task: string;
  role: string | null;
  office: string | null;
  breakGlass: boolean;
  ground: string | null;
}

/** A reading in plain words: what, by which office, what for; no internal id, no field contents. */
export function readingLine({ at, action, role, office, kind, breakGlass, ground }: HouseholdReading): ReadingLine {
  const task = breakGlass
    ? 'emergency'
    : kind === 'system'
      ? 'machine'
      : role !== null && ROLES_WITH_TASK.has(role)
        ? 'review'
        : role !== null && PROVIDERS.has(role)
          ? 'service'
          : 'casework';
  return { at, kind: KINDS[action] ?? 'other', task, role, office, breakGlass, ground };
}
