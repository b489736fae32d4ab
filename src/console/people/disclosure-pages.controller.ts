import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { groundVerdicts, ReviewGround, SharedData } from '../../referral/referrals';
import { CurrentActor, allows, RequirePermission } from '../../trust/access';
import type { Actor } from '../../platform/database';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, view, type View } from '../shell';
import { Choices } from './choices';
import { GroundWords } from './ground-words';

/** Who got something of a household already, to be told to it after a withdrawal (A11). */
@ApiExcludeController()
@Controller('console')
export class SharedPages {
  constructor(
    private readonly households: Households,
    private readonly shared: SharedData,
    private readonly choices: Choices,
    private readonly reviewing: ReviewGround,
    private readonly grounds: GroundWords,
    private readonly forms: Forms,
  ) {}

  @Get('households/:id/shared')
  @RequirePermission('consents:read')
  list(@Param('id', { schema: z.uuid() }) householdId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(householdId, emptyForm({}), actor);
  }

  /** A second person says whether a legal ground held (PIPL 13). */
  @Post('households/:id/shared/:referralId/review')
  @RequirePermission('referrals:resolve')
  review(
    @Param('id', { schema: z.uuid() }) householdId: string,
    @Param('referralId', { schema: z.uuid() }) referralId: string,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
  ) {
    return this.forms.submit(body, z.strictObject({ verdict: z.enum(groundVerdicts) }), {
      act: (input) => this.reviewing.execute(referralId, input),
      done: () => redirect(`/console/households/${householdId}/shared`, { flash: { key: 'sittings.review.saved' } }),
      again: (form) => this.page(householdId, form, actor),
    });
  }

  private async page(householdId: string, form: FormModel, { roles, userId }: Actor): Promise<View> {
    const household = await this.households.open(householdId);
    const list = this.choices.text('sittings.list');
    const got = (await this.shared.of(householdId)).map(({ referral, providerName, basis, times, lastAt, fields }) => {
      const { id, number, sentAt, sharingEndedAt: endedAt, legalGround, legalReview, legalChosenBy } = referral;
      const review = legalReview && this.choices.text(`sittings.review.${legalReview}`);
      const other = allows(roles, 'referrals:resolve') && userId !== (legalChosenBy ?? referral.createdBy);
      return {
        ...{ id, number, providerName, times, lastAt, sentAt, endedAt, review },
        ground: this.grounds.text(basis, pageLocale()) ?? this.named(legalGround),
        reason: referral.legalReason,
        mayReview: legalGround !== null && legalReview === null && other,
        fields: fields.map((field) => this.choices.text(`sittings.field.${field}`)).join(list),
      };
    });
    const model = { household: { id: household.id, name: household.displayName }, form, got };
    return view('console/people/disclosures', model, { title: 'sittings.shared.got' });
  }

  private named(ground: string | null): string | null {
    return ground && this.choices.text(`referrals.ground.${ground}`);
  }
}
