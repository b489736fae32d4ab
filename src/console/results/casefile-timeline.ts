import type { TimelineEntry } from '../../results/casefile';
import type { EvaluationWords } from './evaluations-words';

/** Where the words of reasons that are kept as codes stand, by life cycle. */
const REASONS: Record<string, readonly string[]> = {
  referral: ['referrals.reason.'],
  evaluation: ['evaluations.reason.'],
  case: ['cases.close-reason.', 'cases.handover-reason.'],
  handover: ['cases.handover-reason.'],
};

/** Codes become the reader's words; what somebody wrote stays as it is. */
function reasonText(subject: string, reason: string | null, words: EvaluationWords): string | null {
  const prefixes = REASONS[subject];
  if (reason === null || !prefixes) return reason;
  const known = (code: string) => prefixes.map((prefix) => words.known(prefix, code)).find((text) => text !== code);
  const texts = reason.split(', ').map(known);
  return texts.every((text) => text !== undefined) ? words.list(texts) : reason;
}

/** One line of the time line: what, by whom, when, why. */
export function timelineItem(entry: TimelineEntry, words: EvaluationWords) {
  const { kind, subject, toState, actorKind, actorName, reason, detail, at } = entry;
  const what = words.known('casefile.subject.', subject);
  const about = detail !== null && subject === 'need' ? words.service(detail) : detail;
  const state = words.known('casefile.state.', toState);
  const title =
    kind === 'move'
      ? words.text('casefile.moved', { what: about === null ? what : `${what} ${about}`, state })
      : words.text(`casefile.happened.${kind}`, { detail: detail ?? '' });
  // Neither the machine nor a household on its own page has a name in the log.
  const nameless = actorKind === 'system' || actorKind === 'household';
  const actor = nameless ? words.text(`casefile.${actorKind}`) : actorName;
  return { title, actor, at: at.toISOString(), text: reasonText(subject, reason, words), href: null };
}
