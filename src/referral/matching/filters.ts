import {
  classRule,
  consentRule,
  credentialRule,
  languageRule,
  refusedRule,
  scheduleRule,
  setAsideRule,
} from './access-rules';
import type { Phrase } from './matching.types';
import { capacityRule, contractRule, doubleFundingRule, priceRule } from './money-rules';
import { personObjections } from './person-rules';
import { areaRule, codeRule, distanceRule, stateRule } from './place-rules';
import { changePhrase, reasonPhrase } from './explain';
import type { ChangeKind, GapCause, Objection, Rule, RuleInput, RuleName } from './rule';

/** One rule's refusal. `change` lifts this rule; it admits the offering when it is the only refusal. */
export interface Refusal {
  rule: RuleName;
  citation: string;
  cause: GapCause;
  reason: Phrase;
  changeKind: ChangeKind;
  change: Phrase;
}

/** The order in which rules bind: what the offering is, where, for whom, when, how many, paid by what, allowed by whom. */
const BEFORE_PERSON: readonly Rule[] = [codeRule, stateRule, areaRule, distanceRule, classRule];
const AFTER_PERSON: readonly Rule[] = [
  languageRule,
  scheduleRule,
  capacityRule,
  priceRule,
  contractRule,
  doubleFundingRule,
  credentialRule,
  consentRule,
  refusedRule,
  setAsideRule,
];

function refusal(rule: Pick<Rule, 'name' | 'citation' | 'cause'>, { change, params }: Objection): Refusal {
  return {
    rule: rule.name,
    citation: rule.citation,
    cause: rule.cause,
    reason: reasonPhrase(rule.name, change, params),
    changeKind: change,
    change: changePhrase(change, params),
  };
}

function checked(rules: readonly Rule[], input: RuleInput): Refusal[] {
  return rules.flatMap((rule) => {
    const objection = rule.check(input);
    return objection ? [refusal(rule, objection)] : [];
  });
}

/** All refusals in binding order, empty when the offering is admitted. The code comes alone: nothing else matters then. */
export function refusals(input: RuleInput): readonly Refusal[] {
  if (codeRule.check(input)) return checked([codeRule], input);
  return [
    ...checked(BEFORE_PERSON, input),
    ...personObjections(input).map(({ rule, objection }) => refusal(rule, objection)),
    ...checked(AFTER_PERSON, input),
  ];
}
