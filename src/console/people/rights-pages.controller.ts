import { Body, Controller, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  askedAs,
  AskForRight,
  DecideOnRight,
  DecideRight,
  identityChecks,
  RecordRight,
  rightsFields,
  rightsKinds,
  RightsQuery,
  RightsRequests,
  rightsStates,
  TakeCopy,
} from '../../people/rights';
import { invalid } from '../../platform/errors';
import type { Locale } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import { CurrentLocale, emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { Choices } from './choices';
import { CopyPage } from './copy-page';
import { RightsPage } from './rights-page';

const id = z.uuid();
const Nothing = z.strictObject({});
const ABOUT = ['class', 'other'] as const;
/** People name a file by its number, and its class by saying so. */
const RecordForm = RecordRight.omit({ householdId: true, targetKind: true, targetId: true }).extend({
  householdNumber: z.string().trim().min(1).max(20),
  about: z.enum(ABOUT).optional(),
});
const DecideForm = DecideRight.omit({ correction: true }).extend({
  value: z.string().trim().max(200).optional(),
  memberId: z.uuid().optional(),
});

/** The desk where households ask about their own data (PIPL 44–50): what is due first stands first. */
@ApiExcludeController()
@Controller('console/rights')
export class RightsPages {
  constructor(
    private readonly forms: Forms,
    private readonly requests: RightsRequests,
    private readonly asking: AskForRight,
    private readonly deciding: DecideOnRight,
    private readonly copying: TakeCopy,
    private readonly page: RightsPage,
    private readonly copies: CopyPage,
    private readonly choices: Choices,
  ) {}

  @Get()
  @RequirePermission('rights:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = RightsQuery.safeParse(schemaInput(typed));
    const { items, next } = await this.requests.list(
      parsed.success ? parsed.data : RightsQuery.parse({ open: 'true' }),
    );
    const { after: _, ...filters } = typed;
    const model = {
      ...{ requests: await this.page.lines(items), next, filters, form: emptyForm(typed) },
      kinds: this.choices.of('rights.kind.', rightsKinds),
      states: this.choices.of('rights.state.', rightsStates),
    };
    return view('console/people/rights-list', model, { title: 'rights.list.title' });
  }

  @Get('new')
  @RequirePermission('rights:write')
  blank(@Query('household') householdNumber = ''): View {
    return this.newPage(emptyForm({ householdNumber, kind: 'copy', askedAs: 'self', about: 'other' }));
  }

  @Post('new')
  @RequirePermission('rights:write')
  record(@Body() body: unknown) {
    return this.forms.submit(body, RecordForm, {
      act: async (input) => this.asking.record(await this.page.resolved(input)),
      done: ({ id: requestId, number }) =>
        redirect(`/console/rights/${requestId}`, { flash: { key: 'rights.new.saved', params: { number } } }),
      again: (form) => this.newPage(form),
    });
  }

  @Get(':id')
  @RequirePermission('rights:read')
  one(@Param('id', { schema: id }) requestId: string): Promise<View> {
    return this.page.show(requestId, emptyForm());
  }

  @Post(':id/take')
  @RequirePermission('rights:write')
  take(@Param('id', { schema: id }) requestId: string, @Body() body: unknown) {
    return this.act(requestId, body, 'taken', () => this.deciding.take(requestId));
  }

  @Post(':id/withdraw')
  @RequirePermission('rights:write')
  withdraw(@Param('id', { schema: id }) requestId: string, @Body() body: unknown) {
    return this.act(requestId, body, 'withdrawn', () => this.deciding.withdraw(requestId));
  }

  @Post(':id/decide')
  @RequirePermission('rights:decide')
  decide(@Param('id', { schema: id }) requestId: string, @Body() body: unknown) {
    return this.forms.submit(body, DecideForm, {
      act: async ({ value, memberId, ...decision }) => {
        const { field } = await this.requests.get(requestId);
        const correction = value ? { correction: { field, value, ...(memberId && { memberId }) } } : {};
        const whole = DecideRight.safeParse({ ...decision, ...correction });
        if (!whole.success) throw invalid([{ field: 'value', code: 'rights-correction-alien' }]);
        return this.deciding.decide(requestId, whole.data);
      },
      done: () => redirect(`/console/rights/${requestId}`, { flash: { key: 'rights.one.saved' } }),
      again: (form) => this.page.show(requestId, form),
    });
  }

  /** The copy on paper, shown once. */
  @Post(':id/copy-page')
  @RequirePermission('rights:write')
  copyPage(@Param('id', { schema: id }) requestId: string, @Body() body: unknown, @CurrentLocale() locale: Locale) {
    return this.forms.submit(body, Nothing, {
      act: () => this.copying.execute(requestId, 'page'),
      done: (copy) => this.copies.view(copy, locale, `/console/rights/${requestId}`),
      again: (form) => this.page.show(requestId, form),
    });
  }

  @Post(':id/copy-file')
  @RequirePermission('rights:write')
  async copyFile(
    @Param('id', { schema: id }) requestId: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    let file: StreamableFile | undefined;
    const answer = await this.forms.submit(body, Nothing, {
      act: () => this.copying.execute(requestId, 'file'),
      done: (copy) => {
        file = this.copies.file(copy, reply);
        return redirect(`/console/rights/${requestId}`);
      },
      again: (form) => this.page.show(requestId, form),
    });
    return file ?? answer;
  }

  private act(requestId: string, body: unknown, said: string, act: () => Promise<unknown>) {
    return this.forms.submit(body, Nothing, {
      act,
      done: () => redirect(`/console/rights/${requestId}`, { flash: { key: `rights.one.${said}` } }),
      again: (form) => this.page.show(requestId, form),
    });
  }

  private newPage(form: FormModel): View {
    const model = {
      form,
      kinds: this.choices.of('rights.kind.', rightsKinds),
      fields: this.choices.of('rights.field.', rightsFields),
      abouts: this.choices.of('rights.about.', ABOUT),
      askers: this.choices.of('rights.asked-as.', askedAs),
      checks: this.choices.of('rights.identity-check.', identityChecks),
    };
    return view('console/people/rights-new', model, { title: 'rights.new.title' });
  }
}
