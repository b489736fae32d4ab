import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { DrawSample as DrawInput, SampleQuery } from './dto/evaluation.dto';
import {
  type DrawnSampleView,
  drawnSampleView,
  samplesView,
  viewEvaluationLine,
  viewSample,
} from './dto/evaluation.view';
import { Evaluations } from './evaluations.service';
import { DrawSample } from './use-cases/draw-sample.use-case';

/** Samples of finished referrals, with the seed by which anybody can draw them again (R21). */
@Controller('api/v1/evaluation-samples')
export class EvaluationSamplesController {
  constructor(
    private readonly evaluations: Evaluations,
    private readonly drawing: DrawSample,
  ) {}

  @Get()
  @RequirePermission('evaluations:read')
  @Answers(200, samplesView)
  async list(@Query({ schema: SampleQuery }) query: SampleQuery): Promise<z.infer<typeof samplesView>> {
    const page = await this.evaluations.samples(query.limit, query.after);
    return { items: page.items.map(viewSample), next: page.next };
  }

  @Post()
  @RequirePermission('evaluations:draw')
  @Answers(201, drawnSampleView)
  async draw(@Body({ schema: DrawInput }) input: DrawInput): Promise<DrawnSampleView> {
    const { id } = await this.drawing.execute(input);
    return this.shown(id);
  }

  @Get(':id')
  @RequirePermission('evaluations:read')
  @Answers(200, drawnSampleView)
  one(@Param('id', { schema: z.uuid() }) id: string): Promise<DrawnSampleView> {
    return this.shown(id);
  }

  private async shown(id: string): Promise<DrawnSampleView> {
    const sample = await this.evaluations.sample(id);
    const open = this.evaluations.opensIdentity;
    const evaluations = (await this.evaluations.ofSample(id)).map((row) => viewEvaluationLine(row, open));
    return { ...viewSample(sample), evaluations };
  }
}
