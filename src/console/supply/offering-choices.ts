import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/database';
import { spokenLanguages } from '../../platform/i18n';
import { Contracts } from '../../supply/contracts';
import { Funds } from '../../supply/funds';
import { offeringModes, offeringPayers, offeringSides, requiredCredentials } from '../../supply/offerings';
import { Providers } from '../../supply/providers';
import { allows } from '../../trust/access';
import { SLOT_ROWS } from './offering-form';
import { type Choice, SupplyWords } from './supply-words';

const DISABILITIES = ['visual', 'hearing', 'speech', 'physical', 'intellectual', 'mental', 'multiple'] as const;
const DAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** What the form of an offering lets one choose from. */
@Injectable()
export class OfferingChoices {
  constructor(
    private readonly words: SupplyWords,
    private readonly providers: Providers,
    private readonly contracts: Contracts,
    private readonly funds: Funds,
  ) {}

  /** @param spoken languages that the offering names besides the common ones */
  async all(actor: Actor, spoken: readonly string[] = []) {
    const { words } = this;
    return {
      codes: words.codes(),
      sides: words.items('offerings.side.', offeringSides),
      areas: await words.areas(),
      classes: words.items('offerings.class.', ['1', '2', '3', '4']),
      disabilities: words.items('offerings.disability.', DISABILITIES),
      grades: words.items('offerings.grade.', ['1', '2', '3', '4']),
      sexes: words.items('offerings.sex.', ['female', 'male']),
      languages: [...new Set([...spokenLanguages, ...spoken])].map((value) => ({ value, text: words.language(value) })),
      days: words.items('offerings.day.', DAYS),
      fixedChoice: [{ value: 'true', text: words.t('offerings.form.fixed-text') }],
      slots: SLOT_ROWS.map((row) => ({ row, place: row + 1, name: `slots.${row}` })),
      modes: words.items('offerings.mode.', offeringModes),
      payers: words.items('offerings.payer.', offeringPayers),
      credentials: words.items('providers.credential.', requiredCredentials),
      contracts: await this.contractChoices(actor),
      funds: await this.fundChoices(actor),
    };
  }

  /** Approved providers for the centre; nothing to choose for a provider's own staff. */
  async providerChoices(actor: Actor): Promise<Choice[]> {
    if (actor.organisationId !== null) return [];
    const page = await this.providers.list({ state: 'approved', limit: 200 });
    return page.items.map(({ id, name }) => ({ value: id, text: name }));
  }

  private async contractChoices(actor: Actor): Promise<Choice[]> {
    if (!allows(actor.roles, 'contracts:read')) return [];
    const page = await this.contracts.list({ limit: 200, providerId: actor.organisationId ?? undefined });
    return page.items
      .filter(({ contract }) => contract.state !== 'ended')
      .map(({ contract: { id, number, title } }) => ({ value: id, text: `${number} ${title}` }));
  }

  private async fundChoices(actor: Actor): Promise<Choice[]> {
    if (!allows(actor.roles, 'funds:read')) return [];
    return (await this.funds.list({ state: 'open', limit: 200 })).items.map(({ id, name }) => ({
      value: id,
      text: name,
    }));
  }
}
