import { costFen } from './rule';
import type { Objection, Rule } from './rule';

/** Unknown capacity never refuses: it is asked first and reserves nothing. */
export const capacityRule: Rule = {
  name: 'capacity',
  citation: 'R97',
  cause: 'full',
  check: ({ offering: { capacity } }): Objection | null => {
    if (!capacity.known || capacity.left >= 1) return null;
    if (!capacity.nextPeriodOn) return { change: 'more-places', params: {} };
    return { change: 'wait-next-period', params: { day: capacity.nextPeriodOn } };
  },
};

/** R13: what a fund still holds, and what it may still give this household. */
export const priceRule: Rule = {
  name: 'price',
  citation: 'R13',
  cause: 'no-money',
  check: ({ need, offering }): Objection | null => {
    const { payer } = offering;
    if (payer.kind !== 'fund') return null;
    const cost = costFen(need, offering);
    if (!payer.open) return { change: 'reopen-fund', params: { cost } };
    const ceiling = payer.ceilingLeftFen ?? Number.MAX_SAFE_INTEGER;
    if (cost > payer.leftFen) return { change: 'more-money', params: { cost, left: payer.leftFen } };
    return cost > ceiling ? { change: 'raise-ceiling', params: { cost, left: ceiling } } : null;
  },
};

/** R73: term, budget and quantity bought. */
export const contractRule: Rule = {
  name: 'contract',
  citation: 'R73',
  cause: 'no-money',
  check: ({ need, offering }) => {
    const { payer } = offering;
    if (payer.kind !== 'contract') return null;
    const cost = costFen(need, offering);
    const units = payer.leftUnits ?? Number.MAX_SAFE_INTEGER;
    if (payer.open && cost <= payer.leftFen && Math.max(1, need.units ?? 1) <= units) return null;
    return { change: 'extend-contract', params: { cost, left: payer.leftFen } };
  },
};

/** R23: one need of one person is not paid twice out of public money. */
export const doubleFundingRule: Rule = {
  name: 'double-funding',
  citation: 'R23',
  cause: 'not-eligible',
  check: ({ household, need, offering }) => {
    if (offering.payer.kind !== 'fund' && offering.payer.kind !== 'contract') return null;
    const twice = household.running?.some(
      (service) =>
        service.publiclyPaid && service.code === need.code && (service.memberId ?? null) === (need.memberId ?? null),
    );
    return twice ? { change: 'end-running', params: { needCode: need.code } } : null;
  },
};
