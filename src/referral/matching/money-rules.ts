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

/**
 * R13: whether a fund is open, what it still holds, and what it may still give this household. Where several of these
 * stand against the price, mending one of them would not help: another payer is then the one change that does.
 */
export const priceRule: Rule = {
  name: 'price',
  citation: 'R13',
  cause: 'no-money',
  check: ({ offering }): Objection | null => {
    const { payer } = offering;
    if (payer.kind !== 'fund') return null;
    const cost = costFen(offering);
    const ceiling = payer.ceilingLeftFen ?? Number.MAX_SAFE_INTEGER;
    const objections: Objection[] = [];
    if (!payer.open) objections.push({ change: 'reopen-fund', params: { cost } });
    if (cost > payer.leftFen) objections.push({ change: 'more-money', params: { cost, left: payer.leftFen } });
    if (cost > ceiling) objections.push({ change: 'raise-ceiling', params: { cost, left: ceiling } });
    return objections.length > 1 ? { change: 'other-payer', params: { cost } } : (objections[0] ?? null);
  },
};

/** R73: term, budget and quantity bought. */
export const contractRule: Rule = {
  name: 'contract',
  citation: 'R73',
  cause: 'no-money',
  check: ({ offering }) => {
    const { payer } = offering;
    if (payer.kind !== 'contract') return null;
    const cost = costFen(offering);
    const units = payer.leftUnits ?? Number.MAX_SAFE_INTEGER;
    if (payer.open && cost <= payer.leftFen && units >= 1) return null;
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
