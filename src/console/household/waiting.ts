import { Injectable } from '@nestjs/common';
import { type Consent, Consents, GuardianBars } from '../../people/consents';
import type { Locale } from '../../platform/i18n';
import { Texts } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import { Plans } from '../../referral/plans';
import { type Referral, Referrals } from '../../referral/referrals';

/** One thing that the household is asked; the page asks one at a time. */
export interface Waiting {
  kind: 'consent' | 'plan' | 'help';
  href: string;
  /** Name of the service, where it may be named. */
  service: string | null;
}

/** A visit that has been agreed. */
export interface Visit {
  at: Date;
  service: string;
  href: string;
}

const RUNNING = ['accepted', 'scheduled', 'in-service'];

/** What waits for the household now, and who comes when. */
@Injectable()
export class WaitingRoom {
  constructor(
    private readonly consents: Consents,
    private readonly bars: GuardianBars,
    private readonly plans: Plans,
    private readonly referrals: Referrals,
    private readonly taxonomy: Taxonomy,
    private readonly texts: Texts,
  ) {}

  /** In the order in which it helps to answer; nothing where the link may be in the wrong hands (B30, B31). */
  async of(householdId: string, locale: Locale): Promise<Waiting[]> {
    if (await this.bars.closes(householdId)) return [];
    const done = (await this.referrals.ofHousehold(householdId)).filter(({ state }) => state === 'completed');
    const asked = await this.sheets(householdId);
    const plan = await this.plans.openVersion(householdId);
    return [
      ...done.map((one): Waiting => ({ kind: 'help', href: `/h/help/${one.id}`, service: this.service(one, locale) })),
      ...asked.map((href): Waiting => ({ kind: 'consent', href, service: null })),
      ...(plan?.state === 'offered' ? [{ kind: 'plan', href: `/h/plans/${plan.id}`, service: null } as const] : []),
    ];
  }

  /** Lines of one sheet are answered together. */
  private async sheets(householdId: string): Promise<string[]> {
    const asked = (await this.consents.ofHousehold(householdId)).filter(({ state }) => state === 'asked');
    const together = (one: Consent) =>
      one.sittingId !== null && asked.filter(({ sittingId }) => sittingId === one.sittingId).length > 1;
    const address = (one: Consent) => (together(one) ? `/h/sittings/${one.sittingId ?? ''}` : `/h/consents/${one.id}`);
    return [...new Set(asked.map(address))];
  }

  /** Help that is under way, soonest first; each can be said not to have come. None where the link may be in the wrong hands. */
  async visits(householdId: string, locale: Locale): Promise<Visit[]> {
    if (await this.bars.closes(householdId)) return [];
    const running = (await this.referrals.ofHousehold(householdId)).filter(({ state }) => RUNNING.includes(state));
    return running
      .flatMap((one) =>
        one.scheduledFor
          ? [{ at: one.scheduledFor, service: this.service(one, locale), href: `/h/help/${one.id}/missing` }]
          : [],
      )
      .sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  /** Services whose very name tells of violence, custody or prison are not named: others may look on. */
  service({ needCode }: Pick<Referral, 'needCode'>, locale: Locale): string {
    const known = this.taxonomy.exists(needCode) && !this.taxonomy.term(needCode).restricted;
    return known ? this.taxonomy.name(needCode, locale) : this.texts.t(locale, 'household.some-help');
  }
}
