import { metresBetween } from './distance';
import type { CandidateOffering, HouseholdFacts } from './matching.types';
import type { Rule } from './rule';

const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

/** A named area counts by its path; without one the offering serves its own district. */
export function serves(offering: CandidateOffering, household: HouseholdFacts): boolean {
  if (offering.areaPaths.length === 0) return offering.districtCode === household.districtCode;
  return offering.areaPaths.some((area) => withSlash(household.regionPath).startsWith(withSlash(area)));
}

export const codeRule: Rule = {
  name: 'code',
  citation: 'R97',
  cause: 'no-supply',
  check: ({ need, offering }) =>
    offering.codes.includes(need.code)
      ? null
      : { change: 'choose-code', params: { needCode: need.code, codes: offering.codes.join(', ') } },
};

export const stateRule: Rule = {
  name: 'state',
  citation: 'R97',
  cause: 'no-supply',
  check: ({ offering }) =>
    offering.state === 'open' ? null : { change: 'ask-reopen', params: { state: offering.state } },
};

export const areaRule: Rule = {
  name: 'area',
  citation: 'R97',
  cause: 'too-far',
  check: ({ household, offering }) => (serves(offering, household) ? null : { change: 'widen-area', params: {} }),
};

export const distanceRule: Rule = {
  name: 'distance',
  citation: 'R97',
  cause: 'too-far',
  check: ({ household, offering }) => {
    const metres = metresBetween(household.point, offering.point);
    const radius = offering.radiusMetres;
    if (metres === null || radius === null || radius === undefined || metres <= radius) return null;
    return { change: 'widen-radius', params: { metres, radius } };
  },
};
