import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { conflict } from '../../platform/errors';
import {
  confirmationModes,
  declineReasons,
  endedWithSharing,
  legalGrounds,
  outcomes,
  type Referral,
  type ReferralAction,
  referralActions,
  ReferralConsents,
  Referrals,
  resolutions,
} from '../../referral/referrals';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, pageLocale, redirect, type View, view } from '../shell';
import { ReferralActs } from './referrals-acts';
import { ReferralOfferings } from './referrals-offerings';
import { ReferralWords } from './referrals-words';

const id = z.uuid();
const act = z.enum(referralActions);

/** One form for each act on a referral (ux.md patterns 13, 16, 17); each works without script. */
@ApiExcludeController()
@Controller('console/referrals/:id')
export class ReferralActPages {
  constructor(
    private readonly acts: ReferralActs,
    private readonly referrals: Referrals,
    private readonly sharing: ReferralConsents,
    private readonly choices: ReferralOfferings,
    private readonly words: ReferralWords,
  ) {}

  @Get(':action')
  @RequirePermission('referrals:read')
  async form(
    @Param('id', { schema: id }) referralId: string,
    @Param('action', { schema: act }) action: ReferralAction,
    @CurrentActor() actor: Actor,
  ): Promise<View> {
    this.acts.check(action, actor);
    const referral = await this.referrals.open(referralId);
    if (actor.organisationId !== null && endedWithSharing(referral, action)) throw conflict('referral-sharing-ended');
    return this.page(action, referral, emptyForm({ ground: 'consent', mode: 'assisted' }));
  }

  @Post(':action')
  @RequirePermission('referrals:read')
  async take(
    @Param('id', { schema: id }) referralId: string,
    @Param('action', { schema: act }) action: ReferralAction,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ) {
    this.acts.check(action, actor);
    return this.acts.submit(action, referralId, body, {
      done: (referral) => redirect(`/console/referrals/${referral.id}`, { flash: { key: `referrals.done.${action}` } }),
      again: async (form) => this.page(action, await this.referrals.open(referralId), form),
    });
  }

  private async page(action: ReferralAction, referral: Referral, form: FormModel): Promise<View> {
    const { id: referralId, number, state } = referral;
    const service = this.words.service(referral.needCode);
    const titleText = `${this.words.text(`referrals.act.${action}`)} · ${number} ${service}`;
    const breadcrumbs = [
      { href: '/console/referrals', key: 'referrals.list.title' },
      { href: `/console/referrals/${referralId}`, text: number },
    ];
    const shared = { id: referralId, action, form, state, button: this.words.text(`referrals.submit.${action}`) };
    if (action === 'send')
      return view(
        'console/referral/referrals/send',
        { ...shared, ...(await this.review(referral)) },
        { titleText, breadcrumbs },
      );
    const model = {
      ...shared,
      reasons: this.words.choices(
        'referrals.reason',
        declineReasons.map(({ code }) => code),
      ),
      modes: this.words.choices(
        'referrals.mode',
        confirmationModes.filter((mode) => mode !== 'self'),
      ),
      decisions: this.words.choices('referrals.decision', resolutions),
      outcomes: this.words.choices('referrals.outcome', outcomes),
      offerings:
        action === 'forward'
          ? await this.choices.of(referral.districtCode, referral.needCode, [referral.offeringId, ...referral.asked])
          : [],
      disputeText: action === 'resolve' ? referral.disputeText : null,
      unanswered: state === 'declined' || state === 'expired',
      unconfirmed: state === 'completed' || state === 'declined' || state === 'expired',
    };
    return view('console/referral/referrals/act', model, { titleText, breadcrumbs });
  }

  /** Who gets what, on which ground, and what was asked before (ux.md patterns 10, 16). */
  private async review(referral: Referral) {
    const names = await this.words.namesOf([referral], true);
    const earlier = (await this.referrals.openOfNeed(referral.needId)).filter((one) => one.id !== referral.id);
    const consent = referral.consentId !== null || (await this.sharing.covering(referral)) !== null;
    const zh = pageLocale() === 'zh-CN';
    return {
      provider: names.providers.get(referral.providerId) ?? null,
      offering: names.offerings.get(referral.offeringId) ?? null,
      household: names.households.get(referral.householdId) ?? null,
      householdId: referral.householdId,
      providerId: referral.providerId,
      message: referral.message,
      safety: referral.safetyNote,
      summary: [referral.summary.township, referral.summary.ageBand].filter((part) => part !== null).join(' · '),
      items: this.sharing.needed(referral.districtCode).map((item) => (zh ? item.zh : item.en)),
      consent,
      grounds: [
        { value: 'consent', text: this.words.text('referrals.ground.consent') },
        ...this.words.choices('referrals.ground', legalGrounds).map((choice) => ({
          ...choice,
          ...this.articleOf(referral.districtCode, choice.value, zh),
        })),
      ],
      earlier: earlier.map((one) => ({
        id: one.id,
        label: `${one.number} · ${this.words.text(`referrals.state.${one.state}`)}`,
      })),
    };
  }

  /** Law and article beside the name of a ground (PIPL 13). */
  private articleOf(districtCode: string, ground: string, zh: boolean): { hint?: string } {
    const legalGround = legalGrounds.find((one) => one === ground) ?? null;
    const article = this.sharing.basis({ districtCode, legalGround })?.article;
    return article ? { hint: zh ? article.zh : article.en } : {};
  }
}
