import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Actor } from '../../platform/database';
import { invalid } from '../../platform/errors';
import { CreateOffering, CreateOfferingInput, EditOffering, type Offering, Offerings } from '../../supply/offerings';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import { OfferingChoices } from './offering-choices';
import { formValues, OfferingForm, offeringInput } from './offering-form';
import { baseOf } from './provider-pages.controller';
import { SupplyWords } from './supply-words';
import { requireOwnProvider } from './own-provider';

const LIST = '/console/offerings';
const START = { side: 'society', mode: 'home', payer: 'free' };

/** Writing an offering: one page, usable without script. */
@ApiExcludeController()
@Controller('console/offerings')
export class OfferingPagesController {
  constructor(
    private readonly forms: Forms,
    private readonly offerings: Offerings,
    private readonly createOffering: CreateOffering,
    private readonly editOffering: EditOffering,
    private readonly choices: OfferingChoices,
    private readonly words: SupplyWords,
  ) {}

  @Get('new')
  @RequirePermission('offerings:write')
  create(@CurrentActor() actor: Actor): Promise<View> {
    return this.newPage(actor, emptyForm(START));
  }

  @Post('new')
  @RequirePermission('offerings:write')
  add(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, OfferingForm, {
      act: (form) => {
        const providerId = actor.organisationId ?? form.providerId;
        if (!providerId) throw invalid([{ field: 'providerId', code: 'field-required' }]);
        return this.createOffering.execute(CreateOfferingInput.parse({ ...offeringInput(form, null), providerId }));
      },
      done: ({ id }) => redirect(`${LIST}/${id}`, { flash: { key: 'offerings.listed', kind: 'success' } }),
      again: (form) => this.newPage(actor, form),
    });
  }

  @Get(':id/edit')
  @RequirePermission('offerings:write')
  async edit(@Param('id', ParseUUIDPipe) id: string, @CurrentActor() actor: Actor): Promise<View> {
    const offering = await this.offerings.get(id);
    requireOwnProvider(actor, offering.providerId);
    return this.editPage(
      offering,
      actor,
      emptyForm(formValues(offering, await this.words.areaCode(offering.areaRegionId))),
    );
  }

  @Post(':id/edit')
  @RequirePermission('offerings:write')
  save(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, OfferingForm, {
      act: async (form, { version }) =>
        this.editOffering.execute(id, baseOf(version), offeringInput(form, await this.offerings.get(id))),
      done: () => redirect(`${LIST}/${id}`, { flash: { key: 'offerings.saved', kind: 'success' } }),
      again: async (form) => this.editPage(await this.offerings.get(id), actor, form),
    });
  }

  private async newPage(actor: Actor, form: FormModel): Promise<View> {
    const providers = await this.choices.providerChoices(actor);
    const model = { form, providers, action: `${LIST}/new`, version: null, ...(await this.choices.all(actor)) };
    return view('console/supply/offerings/new', model);
  }

  private async editPage({ id, name, version, languages }: Offering, actor: Actor, form: FormModel): Promise<View> {
    const choices = await this.choices.all(actor, languages);
    const model = { form, providers: [], action: `${LIST}/${id}/edit`, version, ...choices };
    return view('console/supply/offerings/edit', model, { breadcrumbs: [{ href: `${LIST}/${id}`, text: name }] });
  }
}
