import type { Phrase } from './matching.types';
import type { ChangeKind, GapCause, PhraseParams, RuleName } from './rule';

/** Objections that need words of their own, because the same rule refuses for another reason. */
const OWN_REASONS: ReadonlySet<ChangeKind> = new Set([
  'record-age',
  'record-disability',
  'record-sex',
  'raise-ceiling',
  'reopen-fund',
  'other-payer',
  'check-minors',
]);

/** Why not: `matching.reason.<rule>`, or `matching.reason.<change>` where a fact is missing or another guard refuses. */
export function reasonPhrase(rule: RuleName, change: ChangeKind, params: PhraseParams): Phrase {
  return { key: `matching.reason.${OWN_REASONS.has(change) ? change : rule}`, params };
}

/** What would change it: `matching.change.<kind>`. */
export function changePhrase(kind: ChangeKind, params: PhraseParams): Phrase {
  return { key: `matching.change.${kind}`, params };
}

/** Why this many points: `matching.part.<part>`, or its form for an unknown fact. */
export function partPhrase(part: string, params: PhraseParams, form?: string): Phrase {
  return { key: form ? `matching.part.${part}-${form}` : `matching.part.${part}`, params };
}

export function notePhrase(note: string, params: PhraseParams = {}): Phrase {
  return { key: `matching.note.${note}`, params };
}

export function gapPhrase(cause: GapCause | 'set-aside'): Phrase {
  return { key: `matching.gap.${cause}`, params: {} };
}

export function proofPhrase(form: 'first' | 'branched' | 'limit', params: PhraseParams): Phrase {
  return { key: `matching.proof.${form}`, params };
}

/** Parameters that hold codes: whoever shows a phrase puts the reader's words in their place first. */
export const CODE_PARAMS: Readonly<Record<string, 'service' | 'disability-kind' | 'language' | 'class'>> = {
  needCode: 'service',
  codes: 'service',
  kinds: 'disability-kind',
  language: 'language',
  languages: 'language',
  admitted: 'class',
};
