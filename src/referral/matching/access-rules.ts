import type { BusySlot, MemberFacts } from './matching.types';
import { personsOf } from './rule';
import type { Rule } from './rule';
import { fitsBetween } from './weekly-hours';

/** R11, R27: class and circle routes of the policy pack. */
export const classRule: Rule = {
  name: 'class',
  citation: 'R12',
  cause: 'not-eligible',
  check: ({ household, offering: { eligibility } }) => {
    const classes = eligibility.classes ?? [];
    const circles = eligibility.circles ?? [];
    const classFits = classes.length === 0 || (household.class !== null && classes.includes(household.class));
    const circleFits = circles.length === 0 || (!!household.circle && circles.includes(household.circle));
    if (classFits && circleFits) return null;
    const admitted = [...(classFits ? [] : classes), ...(circleFits ? [] : circles)].join(', ');
    return { change: 'other-class', params: { admitted } };
  },
};

export const languageRule: Rule = {
  name: 'language',
  citation: 'R97',
  cause: 'not-eligible',
  check: ({ household, offering }) => {
    if (household.languages.length === 0 || offering.languages.length === 0) return null;
    if (offering.languages.some((language) => household.languages.includes(language))) return null;
    return { change: 'find-interpreter', params: { languages: offering.languages.join(', ') } };
  },
};

/**
 * The hours of services that the person already attends (R23); for a need of the household one member who is free is
 * enough. The same service, and the one that serves this very need, do not stand in their own way.
 */
export const scheduleRule: Rule = {
  name: 'schedule',
  citation: 'R97',
  cause: 'not-eligible',
  check: ({ household, need, offering }) => {
    const persons = personsOf(household, need);
    const taken = ({ busy = [] }: MemberFacts): readonly BusySlot[] =>
      busy.filter((slot) => slot.offeringId !== offering.id && slot.needId !== need.id);
    const fits = persons.length === 0 || persons.some((person) => fitsBetween(offering.schedule, taken(person)));
    return fits ? null : { change: 'other-hour', params: {} };
  },
};

/** An expired or missing licence keeps an offering out; an unknown expiry does not. */
export const credentialRule: Rule = {
  name: 'credential',
  citation: 'B30',
  cause: 'not-eligible',
  check: ({ offering: { credential }, context }) => {
    const lapsed = !!credential.validUntil && credential.validUntil < context.today;
    if (credential.state === 'not-required' || (credential.state === 'valid' && !lapsed)) return null;
    const state = lapsed ? 'expired' : credential.state;
    return { change: 'renew-credential', params: { state, until: credential.validUntil ?? '-' } };
  },
};

/** The scope without which no provider may be told of a household. */
export const REFERRAL_SCOPE = 'referral';

export const consentRule: Rule = {
  name: 'consent',
  citation: 'R98',
  cause: 'not-eligible',
  check: ({ household, offering }) => {
    const withheld = household.withheldProviderIds?.includes(offering.providerId) ?? false;
    const given = household.consentScopes.includes(REFERRAL_SCOPE);
    if (given && !withheld) return null;
    return { change: 'ask-consent', params: { scope: !withheld ? REFERRAL_SCOPE : given ? 'provider' : 'both' } };
  },
};

/** What the worker does not want proposed this time. */
export const setAsideRule: Rule = {
  name: 'set-aside',
  citation: 'R34',
  cause: 'declined',
  check: ({ need, offering, context }) =>
    context.forbidden?.some((entry) => entry.needId === need.id && entry.offeringId === offering.id)
      ? { change: 'allow-again', params: {} }
      : null,
};

export const refusedRule: Rule = {
  name: 'refused',
  citation: 'R22',
  cause: 'declined',
  check: ({ need, offering, context }) =>
    context.refused?.some((entry) => entry.needId === need.id && entry.offeringId === offering.id)
      ? { change: 'ask-again', params: {} }
      : null,
};
