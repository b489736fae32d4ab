import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { invalid } from '../../platform/errors';
import { Texts } from '../../platform/i18n';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import {
  conflictKinds,
  ConflictQuery,
  Conflicts,
  DeclareConflict,
  DeclareConflictInput,
  EndConflictInput,
  RecordIdentity,
  RecordIdentityInput,
} from '../../trust/conflicts';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, schemaInput, view, type View } from '../shell';

const id = z.uuid();
/** People name a colleague by the user name. */
const DeclareForm = DeclareConflictInput.omit({ accountId: true }).extend({
  username: z.string().trim().max(60).optional(),
});
type Which = 'declare' | 'identity' | 'end';

/** The conflict list: my own declarations; for the centre and the authority those of the district (C3). */
@ApiExcludeController()
@Controller('console/conflicts')
export class ConflictPages {
  constructor(
    private readonly forms: Forms,
    private readonly conflicts: Conflicts,
    private readonly declaring: DeclareConflict,
    private readonly recording: RecordIdentity,
    private readonly accounts: Accounts,
    private readonly texts: Texts,
  ) {}

  @Get()
  @RequirePermission('conflicts:declare')
  list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(actor, typed);
  }

  @Post()
  @RequirePermission('conflicts:declare')
  declare(@Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, DeclareForm, {
      act: async ({ username, ...input }) => {
        const accountId = username && (await this.accountOf(username));
        return this.declaring.execute({ ...input, ...(accountId && { accountId }) });
      },
      done: ({ accountId }) => {
        const show = accountId === actor.userId ? 'mine' : 'all';
        return redirect(`/console/conflicts?show=${show}`, { flash: { key: 'conflicts.done.declared' } });
      },
      again: (form) => this.page(actor, {}, form, 'declare'),
    });
  }

  @Post('own-identity')
  @RequirePermission('conflicts:declare')
  record(@Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, RecordIdentityInput, {
      act: (input) => this.recording.execute(input),
      done: () => redirect('/console/conflicts', { flash: { key: 'conflicts.done.recorded' } }),
      again: (form) => this.page(actor, {}, form, 'identity'),
    });
  }

  @Get(':id')
  @RequirePermission('conflicts:write')
  one(@Param('id', { schema: id }) conflictId: string): Promise<View> {
    return this.onePage(conflictId, emptyForm());
  }

  @Post(':id/end')
  @RequirePermission('conflicts:write')
  end(@Param('id', { schema: id }) conflictId: string, @Body() body: unknown) {
    return this.forms.submit(body, EndConflictInput, {
      act: (input) => this.declaring.end(conflictId, input),
      done: () => redirect('/console/conflicts?show=all', { flash: { key: 'conflicts.done.ended' } }),
      again: (form) => this.onePage(conflictId, form),
    });
  }

  private async onePage(conflictId: string, form: FormModel): Promise<View> {
    const [conflict] = await this.conflicts.views([await this.conflicts.get(conflictId)]);
    return view('console/administration/conflicts/one', { conflict, form });
  }

  private async page(
    { roles }: Actor,
    typed: Record<string, string>,
    form: FormModel = emptyForm(),
    refused?: Which,
  ): Promise<View> {
    const parsed = ConflictQuery.safeParse(schemaInput(typed));
    const manages = allows(roles, 'conflicts:write');
    const asked = parsed.success ? parsed.data : ConflictQuery.parse({});
    const query = manages ? asked : { ...asked, show: 'mine' as const };
    const page = await this.conflicts.list(query);
    const text = (key: string) => this.texts.t(pageLocale(), key);
    const tab = (show: 'mine' | 'all') => ({
      ...{
        href: `/console/conflicts?show=${show}`,
        text: text(`conflicts.show.${show}`),
        current: query.show === show,
      },
    });
    const model = {
      ...{ conflicts: await this.conflicts.views(page.items), next: page.next, show: query.show, manages, form },
      tabs: manages ? [tab('mine'), tab('all')] : [],
      declareForm: refused === 'declare' ? form : emptyForm(),
      identityForm: refused === 'identity' ? form : emptyForm(),
      identityRecorded: await this.conflicts.ownIdentityRecorded(),
      kinds: conflictKinds.map((value) => ({ value, text: text(`conflicts.kind.${value}`) })),
    };
    return view('console/administration/conflicts/list', model);
  }

  private async accountOf(username: string): Promise<string> {
    const found = await this.accounts.byUsername(username);
    if (!found) throw invalid([{ field: 'username', code: 'account-not-found' }]);
    return found.id;
  }
}
