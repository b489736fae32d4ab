import type { TimelineEntry } from '../../results/casefile';
import type { EvaluationWords } from './evaluations-words';

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
  return { title, actor, at: at.toISOString(), text: reason, href: null };
}
