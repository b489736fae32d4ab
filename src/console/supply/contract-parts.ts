import { Injectable } from '@nestjs/common';
import { formatDateTime } from '../../platform/i18n';
import { Contracts, type ContractStanding } from '../../supply/contracts';
import { Providers } from '../../supply/providers';
import { pageLocale } from '../shell';
import { type Cell, SupplyWords } from './supply-words';

const SHOWN_ENTRIES = 100;

/** Rows and facts of contracts as their pages show them: terms, what is bound, spent and left (R73, R74). */
@Injectable()
export class ContractParts {
  constructor(
    private readonly contracts: Contracts,
    private readonly providers: Providers,
    private readonly words: SupplyWords,
  ) {}

  async rows(standings: readonly ContractStanding[]): Promise<Cell[][]> {
    const { words } = this;
    const names = await this.providers.names(standings.map(({ contract }) => contract.providerId));
    return standings.map(({ contract, leftFen, usedPercent, nearlySpent, untold }) => [
      { text: contract.number, href: `/console/contracts/${contract.id}`, header: true },
      { text: contract.title },
      { text: names.get(contract.providerId) ?? '—' },
      { text: words.date(contract.endsOn) },
      { text: untold ? words.t('contracts.show.few') : words.money(leftFen), numeric: !untold },
      untold
        ? { text: words.t('contracts.show.few') }
        : nearlySpent
          ? { text: `${usedPercent} %`, tag: true, colour: 'orange' }
          : { text: `${usedPercent} %` },
      words.state('contracts.state.', contract.state),
    ]);
  }

  /** Null while there is enough. */
  warning({ contract, nearlySpent, usedPercent, leftUnits, leftFen }: ContractStanding): string | null {
    if (!nearlySpent) return null;
    const left = { units: leftUnits, unit: contract.unit, money: this.words.money(leftFen) };
    return this.words.t('contracts.show.nearly', { percent: usedPercent, ...left });
  }

  async facts({
    contract,
    balance,
    untold,
    ...left
  }: ContractStanding): Promise<Array<{ key: string; value: string }>> {
    const { words } = this;
    const provider = (await this.providers.names([contract.providerId])).get(contract.providerId) ?? '—';
    const few = words.t('contracts.show.few');
    const both = (units: number, fen: number) =>
      untold ? few : words.t('contracts.show.both', { units, unit: contract.unit, money: words.money(fen) });
    const facts = {
      number: contract.number,
      provider,
      startsOn: words.date(contract.startsOn),
      endsOn: words.date(contract.endsOn),
      unitPrice: `${words.money(contract.unitPriceFen)} / ${contract.unit}`,
      quantity: String(contract.quantity),
      budget: words.money(contract.budgetFen),
      committed: both(balance.committedUnits, balance.committedFen),
      spent: both(balance.spentUnits, balance.spentFen),
      left: both(left.leftUnits, left.leftFen),
      used: untold ? few : `${left.usedPercent} %`,
    };
    return Object.entries(facts).map(([name, value]) => ({ key: words.t(`contracts.field.${name}`), value }));
  }

  /** The newest entries of the ledger. */
  async ledger(id: string) {
    const { words } = this;
    const { items: entries } = await this.contracts.entries(id, { limit: SHOWN_ENTRIES });
    return {
      head: words.heads('contracts.ledger.', ['at', 'kind', 'units', 'amount']),
      rows: entries.map((entry): Cell[] => [
        { text: formatDateTime(pageLocale(), entry.enteredAt) },
        { text: words.t(`contracts.entry.${entry.kind}`) },
        { text: String(entry.units), numeric: true },
        { text: words.money(entry.amountFen), numeric: true },
      ]),
    };
  }
}
