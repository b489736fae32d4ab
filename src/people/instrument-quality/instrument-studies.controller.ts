import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { OrderStudy as OrderInput, StudyQuery, WithdrawStudy } from './dto/instrument-study.dto';
import {
  comparisonView,
  instrumentFileView,
  studiesView,
  studyHeadView,
  type StudyHeadView,
  type StudyView,
  studyView,
  viewComparison,
  viewStudy,
  viewStudyHead,
} from './dto/instrument-study.view';
import { InstrumentStudies } from './instrument-studies.service';
import { EndStudy } from './use-cases/end-study.use-case';
import { OrderStudy } from './use-cases/order-study.use-case';

const id = z.uuid();

/** How good a scale is in this district, and other cuts for it (R18, domain D). */
@Controller('api/v1/instrument-studies')
@RequirePermission('instrument-quality:measure')
export class InstrumentStudiesController {
  constructor(
    private readonly studies: InstrumentStudies,
    private readonly ordering: OrderStudy,
    private readonly ending: EndStudy,
  ) {}

  @Post()
  @Answers(201, studyHeadView)
  async order(@Body({ schema: OrderInput }) input: z.output<typeof OrderInput>): Promise<StudyHeadView> {
    return viewStudyHead(await this.ordering.execute(input));
  }

  @Get()
  @Answers(200, studiesView)
  async list(@Query({ schema: StudyQuery }) query: StudyQuery): Promise<z.infer<typeof studiesView>> {
    const { items, next } = await this.studies.list(query);
    return { items: items.map(viewStudyHead), next };
  }

  @Get(':id')
  @Answers(200, studyView)
  async one(@Param('id', { schema: id }) studyId: string): Promise<StudyView> {
    return viewStudy(await this.studies.get(studyId));
  }

  /** Stops it; nothing of it is left. */
  @Post(':id/cancel')
  @Answers(200, studyHeadView)
  async cancel(@Param('id', { schema: id }) studyId: string): Promise<StudyHeadView> {
    return viewStudyHead(await this.ending.cancel(studyId));
  }

  /** Takes a proposal back; its figures stay. */
  @Post(':id/withdraw')
  @Answers(200, studyHeadView)
  async withdraw(
    @Param('id', { schema: id }) studyId: string,
    @Body({ schema: WithdrawStudy }) { reason }: WithdrawStudy,
  ): Promise<StudyHeadView> {
    return viewStudyHead(await this.ending.withdraw(studyId, reason));
  }

  /** Both measurements of one scale, the earlier one first. */
  @Get(':id/comparison/:otherId')
  @Answers(200, comparisonView)
  async compare(
    @Param('id', { schema: id }) studyId: string,
    @Param('otherId', { schema: id }) otherId: string,
  ): Promise<z.infer<typeof comparisonView>> {
    return viewComparison(await this.studies.compare(studyId, otherId));
  }

  /** The scale with the proposed cuts, in YAML. */
  @Get(':id/instrument')
  @Answers(200, instrumentFileView)
  file(@Param('id', { schema: id }) studyId: string): Promise<z.infer<typeof instrumentFileView>> {
    return this.studies.file(studyId);
  }
}
