import { moneyLines } from './casefile-money';

describe('money of a file', () => {
  it('multiplies delivered units by the price, unless it is free', () => {
    const line = { referralId: 'a', service: 'Bath', payer: 'contract', unitPriceFen: 6000, units: 3 };
    const lines = moneyLines([line, { ...line, payer: 'free' }], [], () => 'R-1');
    expect(lines.map(({ referral, amountFen }) => [referral, amountFen])).toEqual([
      ['R-1', 18000],
      ['R-1', 0],
    ]);
  });

  it('lists requests to funds with their state', () => {
    const fund = { referralId: null, purpose: 'Coal', state: 'paid', amountFen: 50000 };
    expect(moneyLines([], [fund], () => null)[0]).toMatchObject({
      text: 'Coal',
      payer: 'fund',
      state: 'paid',
      amountFen: 50000,
      referral: null,
    });
  });
});
