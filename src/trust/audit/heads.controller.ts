import { Body, Controller, Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../access';
import { Audit } from './audit.service';
import { Heads } from './heads.service';
import {
  countersignatureView,
  countersignInput,
  type CountersignInput,
  headsQuery,
  type HeadsQuery,
  headsView,
  headView,
  sealNumber,
  verificationQuery,
  type VerificationQuery,
  verificationView,
  viewCountersignature,
  viewHead,
} from './heads.view';
import { type AuditVerification, VerifyAudit } from './verify-audit.use-case';

/** Proof that the record is as it was written: its verification, its heads, who countersigned them (C2, design 8.4). */
@Controller('api/v1/audit-events')
@RequirePermission('audit:verify')
export class HeadsController {
  constructor(
    private readonly heads: Heads,
    private readonly verifying: VerifyAudit,
    private readonly audit: Audit,
  ) {}

  /** The newest part, or what comes behind the seal `after`; `next` leads on, so that no request runs for minutes. */
  @Get('verification')
  @Answers(200, verificationView)
  async verification(@Query({ schema: verificationQuery }) query: VerificationQuery): Promise<AuditVerification> {
    await this.audit.read({
      action: 'audit.verification-read',
      subjectType: 'audit',
      fields: [query.after ?? 'newest'],
    });
    return query.after === undefined ? this.verifying.newest(query.rows) : this.verifying.execute({ ...query });
  }

  @Get('heads')
  @Answers(200, headsView)
  async list(@Query({ schema: headsQuery }) query: HeadsQuery): Promise<z.infer<typeof headsView>> {
    const page = await this.heads.days(query);
    return { items: page.items.map((head) => ({ day: head.day, ...viewHead(head) })), next: page.next };
  }

  @Get('heads/:number')
  @Answers(200, headView)
  async one(@Param('number', { schema: sealNumber }) number: string): Promise<z.infer<typeof headView>> {
    return viewHead(await this.heads.get(number));
  }

  @Get('heads/:number/file')
  @Header('content-disposition', 'attachment; filename="audit-head.json"')
  async file(@Param('number', { schema: sealNumber }) number: string): Promise<StreamableFile> {
    return new StreamableFile(await this.heads.file(number), { type: 'application/json' });
  }

  @Post('heads/:number/countersignatures')
  @RequirePermission('audit:sign')
  @Answers(201, countersignatureView)
  async countersign(
    @Param('number', { schema: sealNumber }) number: string,
    @Body({ schema: countersignInput }) input: CountersignInput,
  ): Promise<z.infer<typeof countersignatureView> & { self: string }> {
    const signed = viewCountersignature(await this.heads.countersign(number, input));
    return { ...signed, self: `/api/v1/audit-events/heads/${number}` };
  }
}
