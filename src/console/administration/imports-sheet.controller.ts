import { Controller, Get, Header, Param, ParseUUIDPipe, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ImportRunsStore, offeringTemplate, TakeOfferingSheet, Uploads } from '../../exchange/spreadsheets';
import { type Actor, Transactions } from '../../platform/database';
import { invalid } from '../../platform/errors';
import { OwnTransaction } from '../../platform/http';
import { type Locale, Texts } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import { Providers } from '../../supply/providers';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { CurrentLocale, emptyForm, type FormModel, Forms, redirect, view } from '../shell';
import { receiveUpload, requireFile } from './imports-upload';

const SheetFields = z.strictObject({ providerId: z.uuid().optional() });

/** Offerings by spreadsheet: template, upload with its check, confirmation. For providers and for the centre in their place. */
@ApiExcludeController()
@Controller('console/imports/sheet')
@RequirePermission('offerings:write')
export class ImportsSheetController {
  constructor(
    private readonly forms: Forms,
    private readonly transactions: Transactions,
    private readonly uploads: Uploads,
    private readonly runs: ImportRunsStore,
    private readonly sheets: TakeOfferingSheet,
    private readonly providers: Providers,
    private readonly taxonomy: Taxonomy,
    private readonly texts: Texts,
  ) {}

  @Get()
  form(@CurrentActor() actor: Actor) {
    return this.page(actor, emptyForm());
  }

  @Get('template.xlsx')
  @Header('content-disposition', 'attachment; filename="offerings.xlsx"')
  async template(@CurrentLocale() locale: Locale): Promise<StreamableFile> {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return new StreamableFile(await offeringTemplate(this.texts, this.taxonomy, locale), { type });
  }

  @Post()
  @OwnTransaction()
  async upload(@Req() request: FastifyRequest, @CurrentActor() actor: Actor) {
    const upload = await receiveUpload(request, this.uploads);
    const key = String((request.query as { _key?: unknown })._key ?? '');
    const kept = { id: '' };
    try {
      return await this.transactions.runApart(actor, () =>
        this.forms.submit(upload.values, SheetFields, {
          act: async ({ providerId = actor.organisationId }) => {
            requireFile(upload);
            if (!providerId) throw invalid([{ field: 'providerId', code: 'sheet-choose-provider' }]);
            const earlier = await this.runs.ofRequest(actor.userId ?? '', key);
            kept.id = (earlier ?? (await this.sheets.check(upload.file, providerId, key))).id;
          },
          done: () => redirect(`/console/imports/${kept.id}`),
          again: (form) => this.page(actor, form),
        }),
      );
    } finally {
      if (kept.id !== upload.file.id) await this.uploads.remove(upload.file.id);
    }
  }

  @Post(':id/confirm')
  @OwnTransaction()
  async confirm(@Param('id', ParseUUIDPipe) id: string, @CurrentActor() actor: Actor) {
    await this.sheets.confirm(actor, id);
    return redirect(`/console/imports/${id}`);
  }

  private async page(actor: Actor, form: FormModel) {
    const choose = actor.organisationId === null;
    const { items } = choose ? await this.providers.list({ state: 'approved', limit: 500 }) : { items: [] };
    const providers = items.map(({ id, name }) => ({ value: id, text: name }));
    return view('console/administration/imports/sheet', { form, choose, providers }, { title: 'imports.sheet.title' });
  }
}
