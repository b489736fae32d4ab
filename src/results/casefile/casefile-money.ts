import type { FundLine, PricedReferral } from './casefile.store';
import type { CasefileView } from './dto/casefile.view';

type MoneyLine = CasefileView['money'][number];

/** Money lines of the file: what delivered services cost and who bears it, then requests to funds. All in fen. */
export function moneyLines(
  priced: readonly PricedReferral[],
  funds: readonly FundLine[],
  numberOf: (referralId: string) => string | null,
): MoneyLine[] {
  const services = priced.map(({ referralId, service, payer, unitPriceFen, units }) => ({
    ...{ referral: numberOf(referralId), text: service, payer, units, unitPriceFen },
    ...{ amountFen: payer === 'free' ? 0 : unitPriceFen * units, state: null },
  }));
  const requests = funds.map(({ referralId, purpose, state, amountFen }) => ({
    ...{ referral: referralId === null ? null : numberOf(referralId), text: purpose, payer: 'fund', units: null },
    ...{ unitPriceFen: null, amountFen, state },
  }));
  return [...services, ...requests];
}
