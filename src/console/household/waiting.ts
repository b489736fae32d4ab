import { Injectable } from '@nestjs/common';
import { type Consent, Consents, GuardianBars } from '../../people/consents';
import type { Locale } from '../../platform/i18n';
import { Texts } from '../../platform/i18n';
import { Clock } from '../../platform/time';
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

/** What a provider who could not help lets the household know. */
export interface Refusal {
  service: string;
  message: string | null;
  reason: string | null;
}

/** Days for which a refusal is told; a month later something else has come of it. */
const TOLD_FOR = 30;
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
    private readonly clock: Clock,
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

  /**
   * Answers that were no, of the last weeks, as far as the provider lets the household read them (ux.md pattern 17). Of a
   * service that may not be named none: what somebody wrote could name it.
   */
  async refusals(householdId: string, locale: Locale): Promise<Refusal[]> {
    if (await this.bars.closes(householdId)) return [];
    const since = this.clock.now().getTime() - TOLD_FOR * 24 * 3_600_000;
    const told = (await this.referrals.ofHousehold(householdId)).filter(
      (one) =>
        one.declineReason !== null &&
        (one.declineShared || one.declineMessage !== null) &&
        (one.answeredAt?.getTime() ?? 0) >= since &&
        this.isNamed(one),
    );
    return told.map((one) => ({
      service: this.service(one, locale),
      message: one.declineMessage,
      reason: one.declineShared ? this.texts.t(locale, `referrals.reason.${one.declineReason ?? ''}`) : null,
    }));
  }

  /** Services whose very name tells of violence, custody or prison are not named: others may look on. */
  service(referral: Pick<Referral, 'needCode'>, locale: Locale): string {
    return this.isNamed(referral)
      ? this.taxonomy.name(referral.needCode, locale)
      : this.texts.t(locale, 'household.some-help');
  }

  private isNamed({ needCode }: Pick<Referral, 'needCode'>): boolean {
    return this.taxonomy.exists(needCode) && !this.taxonomy.term(needCode).restricted;
  }
}
