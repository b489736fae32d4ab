import { Body, Controller, Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { RequirePermission } from '../../trust/access';
import { Audit, countersignInput, Heads, sealNumber, VerifyAudit } from '../../trust/audit';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';

const Filter = z.object({ after: z.string().max(400).optional().catch(undefined) });
const From = z.object({ after: sealNumber.optional().catch(undefined) });
const PAGE = 31;
/** Rows one page of the check goes through: a second or two. */
const PIECE = 50_000;
const TRAIL = [{ href: '/console/audit', key: 'shell.areas.audit' }];

/** Heads of the record and its check, for the audit administrator (C2). */
@ApiExcludeController()
@Controller('console/audit')
@RequirePermission('audit:verify')
export class AuditHeadsPagesController {
  constructor(
    private readonly heads: Heads,
    private readonly verifying: VerifyAudit,
    private readonly audit: Audit,
    private readonly forms: Forms,
  ) {}

  @Get('verification')
  async verification(@Query() query: unknown): Promise<View> {
    const { after } = From.parse(query);
    await this.audit.read({ action: 'audit.verification-read', subjectType: 'audit', fields: [after ?? 'newest'] });
    const checked =
      after === undefined ? await this.verifying.newest(PIECE) : await this.verifying.execute({ after, rows: PIECE });
    const next = checked.next === null ? null : `/console/audit/verification?after=${checked.next}`;
    return view(
      'console/administration/audit/verification',
      { ...checked, next },
      { title: 'audit.check.title', breadcrumbs: TRAIL },
    );
  }

  @Get('heads')
  async list(@Query() query: unknown): Promise<View> {
    const { after } = Filter.parse(query);
    const { items, next } = await this.heads.days({ limit: PAGE, after });
    const days = items.map(({ day, number, countersignatures }) => ({
      ...{ day, head: number },
      signers: countersignatures.map(({ signer }) => signer).join(' · '),
    }));
    const missing = days.filter(({ signers }) => signers === '').length;
    const onward = next && `?${new URLSearchParams({ after: next }).toString()}`;
    return view(
      'console/administration/audit/heads',
      { days, missing, first: after ? '/console/audit/heads' : null, next: onward },
      { title: 'audit.heads.title', breadcrumbs: TRAIL },
    );
  }

  @Get('heads/:number')
  async one(@Param('number', { schema: sealNumber }) number: string): Promise<View> {
    return this.page(number, emptyForm());
  }

  @Get('heads/:number/head.json')
  @Header('content-disposition', 'attachment; filename="audit-head.json"')
  async file(@Param('number', { schema: sealNumber }) number: string): Promise<StreamableFile> {
    return new StreamableFile(await this.heads.file(number), { type: 'application/json' });
  }

  @Post('heads/:number')
  @RequirePermission('audit:sign')
  async sign(@Param('number', { schema: sealNumber }) number: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, countersignInput, {
      act: (input) => this.heads.countersign(number, input),
      done: () => redirect(`/console/audit/heads/${number}`, { flash: { key: 'audit.head.signed' } }),
      again: (form) => this.page(number, form),
    });
  }

  private async page(number: string, form: FormModel): Promise<View> {
    const { hash, at, countersignatures } = await this.heads.get(number);
    return view(
      'console/administration/audit/head',
      { head: number, hash, at, countersignatures, form },
      {
        title: 'audit.head.title',
        titleParams: { number },
        breadcrumbs: [...TRAIL, { href: '/console/audit/heads', key: 'audit.heads.title' }],
      },
    );
  }
}
