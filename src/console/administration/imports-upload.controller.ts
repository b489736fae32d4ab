import { Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { loadColumnMapping, mappingNames, sourceName, sourceOf, StartImport } from '../../exchange/hsds';
import { ImportRunsStore, Uploads } from '../../exchange/spreadsheets';
import { type Actor, Transactions } from '../../platform/database';
import { OwnTransaction } from '../../platform/http';
import { Texts } from '../../platform/i18n';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, view } from '../shell';
import { receiveUpload, requireFile, type UploadedForm } from './imports-upload';

const UploadFields = z.strictObject({
  /** `hsds`, or the name of a column mapping. */
  format: z.string().refine((name) => name === 'hsds' || mappingNames().includes(name), 'import-format-unknown'),
  source: z.string().max(60).optional(),
});

/** A directory is uploaded to be looked at; nothing is taken in yet. */
@ApiExcludeController()
@Controller('console/imports')
@RequirePermission('mapping:write')
export class ImportsUploadController {
  constructor(
    private readonly forms: Forms,
    private readonly transactions: Transactions,
    private readonly uploads: Uploads,
    private readonly runs: ImportRunsStore,
    private readonly startImport: StartImport,
    private readonly texts: Texts,
  ) {}

  @Get('new')
  form() {
    return this.page(emptyForm({ format: 'hsds' }));
  }

  /** The upload is streamed before any transaction is open; the same form sent twice leads to the same run. */
  @Post('new')
  @OwnTransaction()
  async upload(@Req() request: FastifyRequest, @CurrentActor() actor: Actor) {
    const form = await receiveUpload(request, this.uploads);
    const runId = { kept: '' };
    try {
      return await this.transactions.runApart(actor, () =>
        this.forms.submit(form.values, UploadFields, {
          act: async (fields) => {
            requireFile(form);
            const earlier = await this.runs.ofRequest(actor.userId ?? '', this.keyOf(request));
            runId.kept = earlier?.id ?? (await this.enter(form, fields, this.keyOf(request)));
          },
          done: () => redirect(`/console/imports/${runId.kept}`),
          again: (again) => this.page(again),
        }),
      );
    } finally {
      if (runId.kept !== form.file.id) await this.uploads.remove(form.file.id);
    }
  }

  private async enter(
    { file }: UploadedForm,
    { format, source }: z.output<typeof UploadFields>,
    key: string,
  ): Promise<string> {
    const mapping = format === 'hsds' ? null : format;
    const own = mapping ? loadColumnMapping(mapping).source : sourceOf(file.fileName);
    const order = {
      kind: mapping ? ('csv' as const) : ('hsds' as const),
      source: sourceName(source ?? '') || own,
      fileName: file.fileName,
      mapping,
    };
    return (await this.startImport.upload(order, key, file.id)).id;
  }

  private keyOf(request: FastifyRequest): string {
    return String((request.query as { _key?: unknown })._key ?? '');
  }

  private page(form: FormModel) {
    const formats = ['hsds', ...mappingNames()].map((value) => ({
      value,
      text: this.texts.t(pageLocale(), `imports.formats.${value}`),
    }));
    return view('console/administration/imports/new', { form, formats });
  }
}
