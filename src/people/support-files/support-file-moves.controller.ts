import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import {
  AssessSelfCare as Assessed,
  DecideSupportChange,
  EndCareAgreement,
  EndSupportFile as Ended,
  MakeCareAgreement,
  ProposeSupportChange,
  RecordSupportVisit,
  ReportSupportChange,
} from './dto/support-file.dto';
import { supportFileView, type SupportFileView } from './dto/support-file.view';
import { SupportViews } from './support-views';
import { AssessSelfCare } from './use-cases/assess-self-care.use-case';
import { ChangeSupport } from './use-cases/change-support.use-case';
import { EndSupportFile } from './use-cases/end-support-file.use-case';
import { MakeAgreement } from './use-cases/make-agreement.use-case';
import { VisitPerson } from './use-cases/visit-person.use-case';

const id = z.uuid();

/** What happens on the file of a person in extreme difficulty (B23), each by whom its life cycle allows. */
@Controller('api/v1/support-files/:id')
export class SupportFileMovesController {
  constructor(
    private readonly views: SupportViews,
    private readonly assessing: AssessSelfCare,
    private readonly visiting: VisitPerson,
    private readonly agreements: MakeAgreement,
    private readonly changing: ChangeSupport,
    private readonly ending: EndSupportFile,
  ) {}

  @Post('report-change')
  @RequirePermission('support-files:write')
  @Answers(200, supportFileView)
  async reportChange(
    @Param('id', { schema: id }) fileId: string,
    @Body({ schema: ReportSupportChange }) input: ReportSupportChange,
  ): Promise<SupportFileView> {
    return this.views.one(await this.assessing.report(fileId, input));
  }

  @Post('assess')
  @RequirePermission('support-files:manage')
  @Answers(200, supportFileView)
  async assess(
    @Param('id', { schema: id }) fileId: string,
    @Body({ schema: Assessed }) input: Assessed,
  ): Promise<SupportFileView> {
    return this.views.one(await this.assessing.assess(fileId, input));
  }

  @Post('visit')
  @RequirePermission('support-files:write')
  @Answers(200, supportFileView)
  async visit(
    @Param('id', { schema: id }) fileId: string,
    @Body({ schema: RecordSupportVisit }) input: RecordSupportVisit,
  ): Promise<SupportFileView> {
    return this.views.one(await this.visiting.execute(fileId, input));
  }

  @Post('agree')
  @RequirePermission('support-files:manage')
  @Answers(200, supportFileView)
  async agree(
    @Param('id', { schema: id }) fileId: string,
    @Body({ schema: MakeCareAgreement }) input: MakeCareAgreement,
  ): Promise<SupportFileView> {
    return this.views.one(await this.agreements.make(fileId, input));
  }

  @Post('end-agreement')
  @RequirePermission('support-files:manage')
  @Answers(200, supportFileView)
  async endAgreement(
    @Param('id', { schema: id }) fileId: string,
    @Body({ schema: EndCareAgreement }) input: EndCareAgreement,
  ): Promise<SupportFileView> {
    return this.views.one(await this.agreements.end(fileId, input));
  }

  @Post('propose')
  @RequirePermission('support-files:write')
  @Answers(200, supportFileView)
  async propose(
    @Param('id', { schema: id }) fileId: string,
    @Body({ schema: ProposeSupportChange }) input: ProposeSupportChange,
  ): Promise<SupportFileView> {
    return this.views.one(await this.changing.propose(fileId, input));
  }

  @Post('decide')
  @RequirePermission('support-files:decide')
  @Answers(200, supportFileView)
  async decide(
    @Param('id', { schema: id }) fileId: string,
    @Body({ schema: DecideSupportChange }) input: DecideSupportChange,
  ): Promise<SupportFileView> {
    return this.views.one(await this.changing.decide(fileId, input));
  }

  @Post('withdraw')
  @RequirePermission('support-files:write')
  @Answers(200, supportFileView)
  async withdraw(@Param('id', { schema: id }) fileId: string): Promise<SupportFileView> {
    return this.views.one(await this.changing.withdraw(fileId));
  }

  @Post('end')
  @RequirePermission('support-files:manage')
  @Answers(200, supportFileView)
  async end(
    @Param('id', { schema: id }) fileId: string,
    @Body({ schema: Ended }) input: Ended,
  ): Promise<SupportFileView> {
    return this.views.one(await this.ending.execute(fileId, input));
  }
}
