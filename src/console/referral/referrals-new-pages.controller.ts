import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { Needs } from '../../people/needs';
import { invalid } from '../../platform/errors';
import { Plans } from '../../referral/plans';
import { CreateReferral, Referrals } from '../../referral/referrals';
import { Offerings } from '../../supply/offerings';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, schemaInput, type View, view } from '../shell';
import { ReferralOfferings } from './referrals-offerings';
import { ReferralWords } from './referrals-words';

const Source = z.object({
  planItemId: z.uuid().optional(),
  needId: z.uuid().optional(),
  offeringId: z.uuid().optional(),
});
type Source = z.output<typeof Source>;
const text = (max: number) => z.string().trim().min(1).max(max);
const NewReferral = z.strictObject({
  planItemId: z.uuid().optional(),
  needId: z.uuid().optional(),
  offeringId: z.uuid(),
  candidates: oneOrMany(z.uuid()).optional(),
  message: text(1000).optional(),
  safetyNote: text(300).optional(),
});

/** A new referral from an item of the plan (`?planItemId=`) or from a need (`?needId=&offeringId=`). */
@ApiExcludeController()
@Controller('console/referrals/new')
export class NewReferralPages {
  constructor(
    private readonly forms: Forms,
    private readonly creating: CreateReferral,
    private readonly referrals: Referrals,
    private readonly plans: Plans,
    private readonly needs: Needs,
    private readonly households: Households,
    private readonly offerings: Offerings,
    private readonly choices: ReferralOfferings,
    private readonly words: ReferralWords,
  ) {}

  @Get()
  @RequirePermission('referrals:write')
  async form(@Query() typed: Record<string, string>): Promise<View> {
    const source = Source.parse(Source.safeParse(schemaInput(typed)).data ?? {});
    return this.page(source, emptyForm());
  }

  @Post()
  @RequirePermission('referrals:write')
  async create(@Body() body: Record<string, unknown>) {
    const typed = {
      planItemId: body.planItemId || undefined,
      needId: body.needId || undefined,
      offeringId: body.offeringId || undefined,
    };
    const source = Source.parse(Source.safeParse(typed).data ?? {});
    return this.forms.submit(body, NewReferral, {
      act: (input) => this.creating.execute({ ...input, candidates: input.candidates ?? [] }),
      done: ({ id }) => redirect(`/console/referrals/${id}/send`, { flash: { key: 'referrals.done.create' } }),
      again: (form) => this.page(source, form),
    });
  }

  private async page(source: Source, form: FormModel): Promise<View> {
    const [item] = source.planItemId ? await this.plans.itemsByIds([source.planItemId]) : [];
    const needId = item?.needId ?? source.needId;
    if (!needId) throw invalid([{ field: 'needId', code: 'referral-source-missing' }]);
    const need = await this.needs.newest(needId);
    const { displayName: household } = await this.households.open(need.householdId);
    const chosen = source.offeringId ?? item?.offeringId ?? null;
    const offering = chosen === null ? null : await this.offerings.get(chosen);
    const others = await this.choices.of(need.districtCode, need.code, chosen === null ? [] : [chosen]);
    const earlier = await this.referrals.openOfNeed(need.id);
    const model = {
      ...{ form, planItemId: source.planItemId ?? null, needId: need.id, householdId: need.householdId },
      need: this.words.service(need.code),
      everyDays: need.everyDays,
      household,
      offeringId: offering?.id ?? null,
      offering: offering?.name ?? null,
      others,
      earlier: earlier.map((one) => ({
        id: one.id,
        label: `${one.number} · ${this.words.text(`referrals.state.${one.state}`)}`,
      })),
    };
    return view('console/referral/referrals/new', model);
  }
}
