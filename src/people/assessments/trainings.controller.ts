import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { EndTraining, RecordTraining as Recorded, TrainingQuery } from './dto/training.dto';
import { trainingsView, type TrainingView, trainingView } from './dto/training.view';
import { Trainings } from './trainings.service';
import { RecordTraining } from './use-cases/record-training.use-case';

const id = z.uuid();

/** Who may use the scales that ask for a training (R18). */
@Controller('api/v1/assessor-trainings')
export class TrainingsController {
  constructor(
    private readonly trainings: Trainings,
    private readonly recording: RecordTraining,
  ) {}

  @Get()
  @RequirePermission('trainings:read')
  @Answers(200, trainingsView)
  async list(@Query({ schema: TrainingQuery }) query: TrainingQuery): Promise<z.infer<typeof trainingsView>> {
    const { items, next } = await this.trainings.list(query);
    return { items: await this.trainings.views(items), next };
  }

  @Post()
  @RequirePermission('trainings:write')
  @Answers(201, trainingView)
  async record(@Body({ schema: Recorded }) input: Recorded): Promise<TrainingView> {
    return this.trainings.view(await this.recording.record(input));
  }

  @Get(':id')
  @RequirePermission('trainings:read')
  @Answers(200, trainingView)
  async one(@Param('id', { schema: id }) trainingId: string): Promise<TrainingView> {
    return this.trainings.view(await this.trainings.get(trainingId));
  }

  @Post(':id/end')
  @RequirePermission('trainings:write')
  @Answers(200, trainingView)
  async end(
    @Param('id', { schema: id }) trainingId: string,
    @Version() version: number,
    @Body({ schema: EndTraining }) { reason }: EndTraining,
  ): Promise<TrainingView> {
    return this.trainings.view(await this.recording.end(trainingId, version, reason));
  }
}
