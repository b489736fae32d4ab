import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  AssessSelfCare,
  AssessSelfCareInput,
  ChangeSupport,
  DecideSupportChange,
  EndCareAgreement,
  EndSupportFile,
  EndSupportFileInput,
  MakeAgreement,
  MakeCareAgreement,
  ProposeSupportChange,
  RecordSupportVisit,
  ReportSupportChange,
  selfCareActs,
  VisitPerson,
} from '../../people/support-files';
import { RequirePermission } from '../../trust/access';
import { type FormModel, Forms, oneOrMany, redirect, ticked, type View } from '../shell';
import { type SupportAct, SupportFilePage, supportActs } from './support-file-page';

const id = z.uuid();
const Asked = z.object({ act: z.enum(supportActs as [SupportAct, ...SupportAct[]]).catch('visit') });
const met = z.enum(['yes', 'no']).transform((said) => said === 'yes');
const WriteForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('visit'), ...RecordSupportVisit.shape, seen: met, selfCareChanged: ticked }),
  z.strictObject({ act: z.literal('report-change'), ...ReportSupportChange.shape }),
  z.strictObject({ act: z.literal('propose'), ...ProposeSupportChange.shape }),
  z.strictObject({ act: z.literal('withdraw') }),
]);
const ManageForm = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('assess'),
    ...AssessSelfCareInput.shape,
    failedActs: oneOrMany(z.enum(selfCareActs)),
  }),
  z.strictObject({ act: z.literal('agree'), ...MakeCareAgreement.shape }),
  z.strictObject({ act: z.literal('end-agreement'), ...EndCareAgreement.shape }),
  z.strictObject({ act: z.literal('end'), ...EndSupportFileInput.shape }),
]);
const DecisionForm = z.strictObject({ act: z.literal('decide'), ...DecideSupportChange.shape });

/** The file of one person in extreme difficulty (B21-B23), one form an act. */
@ApiExcludeController()
@Controller('console/support-files/:id')
export class SupportFilePages {
  constructor(
    private readonly forms: Forms,
    private readonly page: SupportFilePage,
    private readonly assessing: AssessSelfCare,
    private readonly visiting: VisitPerson,
    private readonly agreements: MakeAgreement,
    private readonly changing: ChangeSupport,
    private readonly ending: EndSupportFile,
  ) {}

  @Get()
  @RequirePermission('support-files:read')
  one(@Param('id', { schema: id }) fileId: string): Promise<View> {
    return this.page.show(fileId);
  }

  @Get('act')
  @RequirePermission('support-files:write')
  form(@Param('id', { schema: id }) fileId: string, @Query() typed: unknown): Promise<View> {
    return this.page.act(fileId, Asked.parse(typed).act);
  }

  @Post()
  @RequirePermission('support-files:write')
  write(@Param('id', { schema: id }) fileId: string, @Body() body: unknown) {
    return this.submit(fileId, body, WriteForm, ({ act, ...typed }) => {
      switch (act) {
        case 'visit':
          return this.visiting.execute(fileId, RecordSupportVisit.parse(typed));
        case 'report-change':
          return this.assessing.report(fileId, ReportSupportChange.parse(typed));
        case 'propose':
          return this.changing.propose(fileId, ProposeSupportChange.parse(typed));
        case 'withdraw':
          return this.changing.withdraw(fileId);
      }
    });
  }

  @Post('manage')
  @RequirePermission('support-files:manage')
  manage(@Param('id', { schema: id }) fileId: string, @Body() body: unknown) {
    return this.submit(fileId, body, ManageForm, ({ act, ...typed }) => {
      switch (act) {
        case 'assess':
          return this.assessing.assess(fileId, AssessSelfCareInput.parse(typed));
        case 'agree':
          return this.agreements.make(fileId, MakeCareAgreement.parse(typed));
        case 'end-agreement':
          return this.agreements.end(fileId, EndCareAgreement.parse(typed));
        case 'end':
          return this.ending.execute(fileId, EndSupportFileInput.parse(typed));
      }
    });
  }

  @Post('decision')
  @RequirePermission('support-files:decide')
  decide(@Param('id', { schema: id }) fileId: string, @Body() body: unknown) {
    return this.submit(fileId, body, DecisionForm, ({ act: _, ...decision }) => this.changing.decide(fileId, decision));
  }

  /** The care agreement, for printing and signing. */
  @Get('agreement')
  @RequirePermission('support-files:manage')
  agreement(@Param('id', { schema: id }) fileId: string): Promise<View> {
    return this.page.agreement(fileId);
  }

  /** The record of visits, for taking along. */
  @Get('visit-sheet')
  @RequirePermission('support-files:write')
  visitSheet(@Param('id', { schema: id }) fileId: string): Promise<View> {
    return this.page.visitSheet(fileId);
  }

  private submit<S extends z.ZodType<{ act: SupportAct }>>(
    fileId: string,
    body: unknown,
    schema: S,
    act: (typed: z.output<S>) => Promise<unknown>,
  ) {
    const asked = Asked.parse(body ?? {}).act;
    return this.forms.submit(body, schema, {
      act: async (typed) => {
        await act(typed);
        return typed.act;
      },
      done: (made) => redirect(`/console/support-files/${fileId}`, { flash: { key: `support-files.done.${made}` } }),
      again: (form: FormModel) => this.page.act(fileId, asked, form),
    });
  }
}
