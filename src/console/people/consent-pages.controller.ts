import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import {
  AnswerConsentSheet,
  AskConsent,
  type Consent,
  consentModes,
  Consents,
  consentScopes,
  ConsentViews,
  CreateConsent,
  proofKinds,
  receiverKinds,
  WithdrawConsent,
} from '../../people/consents';
import { Households } from '../../people/households';
import { providerKinds, Providers } from '../../supply/providers';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, pageLocale, redirect, ticked, view, type View } from '../shell';
import { Choices } from './choices';
import { ConsentSheets } from './consent-sheets';
import { GroundWords } from './ground-words';

const id = z.uuid();
/** Whom the sheet is for, when a referral asks for it. */
const BlankSheet = z.object({ provider: z.uuid().optional() });
/** On paper lines are crossed out; on the form the ticked ones stay. */
const SheetForm = CreateConsent.omit({ items: true, struckItems: true, receiverId: true }).extend({
  receiverName: z.string().trim().max(120).optional(),
  receiverNumber: z.string().trim().max(20).optional(),
  receiverProviderKind: z.enum(providerKinds).optional(),
  kept: oneOrMany(z.string().max(40)),
  guardianInformed: ticked,
});
const AnswerForm = z.strictObject({ decision: z.enum(['give', 'refuse']), mode: z.enum(consentModes).default('self') });

/** Consent sheets of a household (R98): fill in, strike lines, print, take back. */
@ApiExcludeController()
@Controller('console')
export class ConsentPages {
  constructor(
    private readonly forms: Forms,
    private readonly consents: Consents,
    private readonly views: ConsentViews,
    private readonly households: Households,
    private readonly asking: AskConsent,
    private readonly answering: AnswerConsentSheet,
    private readonly withdrawal: WithdrawConsent,
    private readonly sheets: ConsentSheets,
    private readonly providers: Providers,
    private readonly grounds: GroundWords,
    private readonly choices: Choices,
  ) {}

  @Get('households/:id/consents/new')
  @RequirePermission('consents:write')
  async blank(
    @Param('id', { schema: id }) householdId: string,
    @Query({ schema: BlankSheet }) { provider }: z.output<typeof BlankSheet>,
  ): Promise<View> {
    return this.newPage(householdId, emptyForm(await this.sheets.blank(householdId, provider)));
  }

  @Post('households/:id/consents/new')
  @RequirePermission('consents:write')
  save(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, SheetForm, {
      act: async ({ kept, receiverKind, receiverNumber, receiverProviderKind, receiverName, ...input }) => {
        const named = { receiverKind, receiverNumber, receiverProviderKind, receiverName };
        const receiver = await this.sheets.receiver(named);
        const items = (await this.sheets.items(householdId)).map((item) => item.value);
        const struckItems = items.filter((item) => !kept.includes(item));
        return this.asking.execute(householdId, { ...input, ...receiver, items, struckItems });
      },
      done: (consent) => redirect(`/console/consents/${consent.id}`, { flash: { key: 'consents.new.saved' } }),
      again: (form) => this.newPage(householdId, form),
    });
  }

  @Get('consents/:id')
  @RequirePermission('consents:read')
  async one(@Param('id', { schema: id }) consentId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(await this.consents.get(consentId), emptyForm({ mode: 'self' }), actor);
  }

  @Post('consents/:id/answer')
  @RequirePermission('consents:write')
  answer(@Param('id', { schema: id }) consentId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, AnswerForm, {
      act: ({ decision, mode }) =>
        this.answering[decision](consentId, { mode, guardianInformed: false, struckItems: [] }),
      done: () => redirect(`/console/consents/${consentId}`, { flash: { key: 'consents.one.saved' } }),
      again: async (form) => this.page(await this.consents.get(consentId), form, actor),
    });
  }

  @Post('consents/:id/withdraw')
  @RequirePermission('consents:write')
  withdraw(@Param('id', { schema: id }) consentId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, z.strictObject({ reason: z.string().max(300).optional() }), {
      act: ({ reason }) => this.withdrawal.execute(consentId, reason),
      done: () => redirect(`/console/consents/${consentId}`, { flash: { key: 'consents.one.withdrawn' } }),
      again: async (form) => this.page(await this.consents.get(consentId), form, actor),
    });
  }

  @Get('consents/:id/print')
  @RequirePermission('households:print')
  async print(@Param('id', { schema: id }) consentId: string): Promise<View> {
    const consent = await this.consents.get(consentId);
    const household = await this.households.open(consent.householdId);
    await this.sheets.printed(consent);
    const [shown] = await this.views.readable([consent]);
    const model = {
      consent: shown,
      number: household.number,
      receiver: this.sheets.receiverOf(consent),
      scope: this.choices.text(`consents.scope.${consent.scope}`),
      items: await this.sheets.named(consent, consent.items),
      struck: await this.sheets.named(consent, consent.struckItems),
    };
    return view('print/consent', model, { title: 'consents.print.title', layout: 'print/layout' });
  }

  private async newPage(householdId: string, form: FormModel): Promise<View> {
    const household = await this.households.open(householdId);
    const members = (await this.households.members(householdId)).map((member) => ({
      value: member.id,
      text: member.name,
    }));
    const model = {
      ...{
        household: { id: household.id, name: household.displayName },
        form,
        members,
        months: this.sheets.months(household),
      },
      items: await this.sheets.items(householdId),
      scopes: this.choices.of('consents.scope.', consentScopes),
      receiverKinds: this.choices.of('consents.receiver-kind.', receiverKinds),
      providerKinds: this.choices.of('providers.kind.', providerKinds),
      modes: this.choices.of('consents.mode.', consentModes),
      decisions: this.choices.of('consents.decision.', ['given', 'refused', 'asked']),
      proofs: this.choices.of('sittings.proof.', proofKinds),
    };
    return view('console/people/consent-new', model, { title: 'consents.new.title' });
  }

  private async page(consent: Consent, form: FormModel, actor: Actor): Promise<View> {
    const { id: householdId } = await this.households.open(consent.householdId);
    const [shown] = await this.views.readable([consent]);
    const names = {
      items: await this.sheets.named(consent, consent.items),
      struck: await this.sheets.named(consent, consent.struckItems),
    };
    const worker = actor.roles.some((role) => role.endsWith('-worker'));
    const model = {
      consent: shown,
      form,
      receiver: this.sheets.receiverOf(consent),
      ...names,
      byLaw: await this.grounds.beside(consent, (provider) => this.kindOf(provider), pageLocale()),
      household: { id: householdId, name: (await this.households.namesOf([householdId])).get(householdId) },
      worker,
      modes: this.choices.of('consents.mode.', consentModes),
    };
    return view('console/people/consent', model, { title: 'consents.one.title' });
  }

  private async kindOf(providerId: string): Promise<string> {
    return (await this.providers.get(providerId)).kind;
  }
}
