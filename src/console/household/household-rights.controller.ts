import { Body, Controller, Get, Param, Post, Res, StreamableFile, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Classifications } from '../../people/classification';
import {
  AskForRight,
  AskRight,
  DecideOnRight,
  rightsFields,
  rightsKinds,
  RightsRequests,
  TakeCopy,
} from '../../people/rights';
import { invalid } from '../../platform/errors';
import { type Locale, Texts } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import { CopyPage } from '../people';
import { CurrentLocale, emptyForm, type FormModel, Forms, redirect, view, type View } from '../shell';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';
import { ShutWhileBarred } from './shut-while-barred';

const requestId = z.uuid();
const rightKind = z.enum(rightsKinds);
type RightKind = z.infer<typeof rightKind>;
const Nothing = z.strictObject({});
const ABOUT = ['class', 'other'] as const;
const Asked = AskRight.omit({ kind: true, targetKind: true, targetId: true }).extend({
  about: z.enum(ABOUT).optional(),
});

/** The household asks about its own data, fetches its copy and reads the answer (PIPL 44–50); one act a screen. */
@ApiExcludeController()
@Controller('h/rights')
@RequirePermission('household-page:use')
@UseFilters(HouseholdErrorsFilter)
@UseInterceptors(ShutWhileBarred)
export class HouseholdRightsController {
  constructor(
    private readonly requests: RightsRequests,
    private readonly asking: AskForRight,
    private readonly deciding: DecideOnRight,
    private readonly copying: TakeCopy,
    private readonly copies: CopyPage,
    private readonly classifications: Classifications,
    private readonly texts: Texts,
    private readonly help: HouseholdHelp,
    private readonly forms: Forms,
  ) {}

  @Get()
  async own(): Promise<View> {
    const { household, help } = await this.help.own();
    const requests = await this.requests.views(await this.requests.ofHousehold(household.id));
    return view('household/rights', { requests, kinds: rightsKinds, help }, { title: 'rights.own.title' });
  }

  @Get('ask/:kind')
  ask(@Param('kind', { schema: rightKind }) kind: RightKind, @CurrentLocale() locale: Locale): Promise<View> {
    return this.askPage(kind, locale, emptyForm({ about: 'other' }));
  }

  @Post('ask/:kind')
  send(@Param('kind', { schema: rightKind }) kind: RightKind, @Body() body: unknown, @CurrentLocale() locale: Locale) {
    return this.forms.submit(body, Asked, {
      act: async ({ about, ...input }) =>
        this.asking.ofHousehold({ kind, ...input, ...(about === 'class' && (await this.ownClass())) }),
      done: () => redirect('/h/rights', { flash: { key: 'rights.ask.sent' } }),
      again: (form) => this.askPage(kind, locale, form),
    });
  }

  @Get(':id')
  one(@Param('id', { schema: requestId }) id: string): Promise<View> {
    return this.page(id, emptyForm());
  }

  @Post(':id/withdraw')
  withdraw(@Param('id', { schema: requestId }) id: string, @Body() body: unknown) {
    return this.forms.submit(body, Nothing, {
      act: () => this.deciding.withdraw(id),
      done: () => redirect('/h/rights', { flash: { key: 'rights.answer.withdrawn' } }),
      again: (form) => this.page(id, form),
    });
  }

  @Post(':id/copy-page')
  copyPage(@Param('id', { schema: requestId }) id: string, @Body() body: unknown, @CurrentLocale() locale: Locale) {
    return this.forms.submit(body, Nothing, {
      act: () => this.copying.execute(id, 'page'),
      done: (copy) => this.copies.view(copy, locale, `/h/rights/${id}`),
      again: (form) => this.page(id, form),
    });
  }

  @Post(':id/copy-file')
  async copyFile(
    @Param('id', { schema: requestId }) id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    let file: StreamableFile | undefined;
    const answer = await this.forms.submit(body, Nothing, {
      act: () => this.copying.execute(id, 'file'),
      done: (copy) => {
        file = this.copies.file(copy, reply);
        return redirect(`/h/rights/${id}`);
      },
      again: (form) => this.page(id, form),
    });
    return file ?? answer;
  }

  private async ownClass(): Promise<{ targetKind: 'classification'; targetId: string }> {
    const { household } = await this.help.own();
    const current = await this.classifications.current(household.id);
    if (!current) throw invalid([{ field: 'about', code: 'classification-not-found' }]);
    return { targetKind: 'classification', targetId: current.id };
  }

  private async page(id: string, form: FormModel): Promise<View> {
    const request = await this.requests.view(await this.requests.get(id));
    const { help } = await this.help.own();
    const model = { request, form, help, mayWithdraw: request.moves.includes('withdraw') };
    return view('household/right', model, { title: 'rights.answer.title' });
  }

  private async askPage(kind: RightKind, locale: Locale, form: FormModel): Promise<View> {
    const { help } = await this.help.own();
    const named = (prefix: string, values: readonly string[]) =>
      values.map((value) => ({ value, text: this.texts.t(locale, prefix + value) }));
    const model = {
      ...{ kind, form, help, plain: kind === 'see' || kind === 'copy', correcting: kind === 'correct' },
      deleting: kind === 'delete',
      judging: kind === 'object' || kind === 'explain',
      fields: named('rights.field.', rightsFields),
      abouts: named('rights.own-about.', ABOUT),
    };
    return view('household/right-ask', model, { title: 'rights.ask.title' });
  }
}
