import type { Locale, Texts } from '../../platform/i18n';
import type { ReadProblem } from './read-item';

/** A problem of an import in the reader's language, without its place. */
export function problemText(texts: Texts, locale: Locale, problem: Pick<ReadProblem, 'code' | 'params'>): string {
  return texts.t(locale, `hsds.problems.${problem.code}`, problem.params);
}
