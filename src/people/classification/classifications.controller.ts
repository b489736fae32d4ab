import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { ClassificationViews } from './classification-views';
import { Classifications } from './classifications.service';
import { ClassificationQuery, confirmClassificationInput, proposeClassificationInput } from './dto/classification.dto';
import { classificationsView, classificationView, type ClassificationView } from './dto/classification.view';
import { ConfirmClassification } from './use-cases/confirm-classification.use-case';
import { ProposeClassification } from './use-cases/propose-classification.use-case';

const id = z.uuid();

/** The class of a household: computed, explained, decided by a person (R3, R11). */
@Controller('api/v1')
export class ClassificationsController {
  constructor(
    private readonly classifications: Classifications,
    private readonly views: ClassificationViews,
    private readonly households: Households,
    private readonly proposeClassification: ProposeClassification,
    private readonly confirmClassification: ConfirmClassification,
  ) {}

  @Get('households/:id/classifications')
  @RequirePermission('classifications:read')
  @Answers(200, classificationsView)
  async list(@Param('id', { schema: id }) householdId: string): Promise<z.infer<typeof classificationsView>> {
    await this.households.open(householdId);
    return { items: await this.views.list(await this.classifications.list(householdId)), next: null };
  }

  @Post('households/:id/classifications')
  @RequirePermission('classifications:propose')
  @Answers(201, classificationView)
  async propose(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: proposeClassificationInput }) input: z.infer<typeof proposeClassificationInput>,
  ): Promise<ClassificationView> {
    return this.views.of(await this.proposeClassification.execute(householdId, input));
  }

  /** What waits for a decision, over all households in reach. */
  @Get('classifications')
  @RequirePermission('classifications:read')
  @Answers(200, classificationsView)
  async waiting(
    @Query({ schema: ClassificationQuery }) query: ClassificationQuery,
  ): Promise<z.infer<typeof classificationsView>> {
    const page = await this.classifications.waiting(query);
    return { items: await this.views.list(page.items), next: page.next };
  }

  @Get('classifications/:id')
  @RequirePermission('classifications:read')
  @Answers(200, classificationView)
  async one(@Param('id', { schema: id }) classificationId: string): Promise<ClassificationView> {
    const row = await this.classifications.get(classificationId);
    await this.households.open(row.householdId);
    return this.views.of(row);
  }

  @Post('classifications/:id/confirm')
  @RequirePermission('classifications:confirm')
  @Answers(200, classificationView)
  async confirm(
    @Param('id', { schema: id }) classificationId: string,
    @Body({ schema: confirmClassificationInput }) input: z.infer<typeof confirmClassificationInput>,
  ): Promise<ClassificationView> {
    return this.views.of(await this.confirmClassification.execute(classificationId, input));
  }
}
