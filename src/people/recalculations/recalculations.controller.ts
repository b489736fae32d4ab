import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { inTurn, pageQuery } from '../../platform/database';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { CalculationViews } from '../calculations';
import { HouseholdLevels, Households } from '../households';
import { ProposalQuery, RecalculationQuery, RecalculationReason } from './dto/recalculation.dto';
import {
  proposalSidesView,
  proposalsView,
  recalculationHeadView,
  type RecalculationHeadView,
  recalculationsView,
  type RecalculationView,
  recalculationView,
  viewProposal,
  viewRecalculation,
  viewRecalculationHead,
} from './dto/recalculation.view';
import type { RecalculationHousehold } from './recalculation-household.entity';
import { Recalculations } from './recalculations.service';
import { EndRecalculation } from './use-cases/end-recalculation.use-case';
import { OrderRecalculation } from './use-cases/order-recalculation.use-case';

const id = z.uuid();
const nothing = z.strictObject({});
const NoticeQuery = z.strictObject(pageQuery);

/** The files of a district worked out again by an adopted version, for people to decide (R2, R3). */
@Controller('api/v1')
@RequirePermission('recalculations:read')
export class RecalculationsController {
  constructor(
    private readonly recalculations: Recalculations,
    private readonly ordering: OrderRecalculation,
    private readonly ending: EndRecalculation,
    private readonly calculations: CalculationViews,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
  ) {}

  /** By the version that the adoption became, once it is in force. */
  @Post('pack-adoptions/:id/recalculations')
  @RequirePermission('recalculations:run')
  @Answers(201, recalculationHeadView)
  async order(
    @Param('id', { schema: id }) adoptionId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<RecalculationHeadView> {
    return viewRecalculationHead(await this.ordering.execute(adoptionId));
  }

  @Get('recalculations')
  @Answers(200, recalculationsView)
  async list(
    @Query({ schema: RecalculationQuery }) query: RecalculationQuery,
  ): Promise<z.infer<typeof recalculationsView>> {
    const { items, next } = await this.recalculations.list(query);
    return { items: items.map(viewRecalculationHead), next };
  }

  @Get('recalculations/:id')
  @Answers(200, recalculationView)
  async one(@Param('id', { schema: id }) batchId: string): Promise<RecalculationView> {
    const row = await this.recalculations.get(batchId);
    return viewRecalculation(row, await this.recalculations.groups(batchId));
  }

  /** While it is worked out; nothing of it is left. */
  @Post('recalculations/:id/cancel')
  @RequirePermission('recalculations:run')
  @Answers(200, recalculationHeadView)
  async cancel(
    @Param('id', { schema: id }) batchId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<RecalculationHeadView> {
    return viewRecalculationHead(await this.ending.cancel(batchId));
  }

  /** The whole batch, as long as nobody has confirmed a family. */
  @Post('recalculations/:id/take-back')
  @RequirePermission('recalculations:run')
  @Answers(200, recalculationHeadView)
  async takeBack(
    @Param('id', { schema: id }) batchId: string,
    @Body({ schema: RecalculationReason }) { reason }: RecalculationReason,
  ): Promise<RecalculationHeadView> {
    return viewRecalculationHead(await this.ending.takeBack(batchId, reason));
  }

  /** What nobody has decided lapses. */
  @Post('recalculations/:id/close')
  @RequirePermission('recalculations:run')
  @Answers(200, recalculationHeadView)
  async close(
    @Param('id', { schema: id }) batchId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<RecalculationHeadView> {
    return viewRecalculationHead(await this.ending.close(batchId));
  }

  @Get('recalculations/:id/households')
  @Answers(200, proposalsView)
  async families(
    @Param('id', { schema: id }) batchId: string,
    @Query({ schema: ProposalQuery }) query: ProposalQuery,
  ): Promise<z.infer<typeof proposalsView>> {
    const { items, next } = await this.recalculations.page(batchId, query);
    return { items: await this.views(items), next };
  }

  /** Decided families whose households were not told yet. */
  @Get('recalculations/:id/notices')
  @Answers(200, proposalsView)
  async notices(
    @Param('id', { schema: id }) batchId: string,
    @Query({ schema: NoticeQuery }) query: z.infer<typeof NoticeQuery>,
  ): Promise<z.infer<typeof proposalsView>> {
    const { items, next } = await this.recalculations.untold(batchId, query);
    return { items: await this.views(items), next };
  }

  /** Both calculations of a family, done again; opens the file. */
  @Get('recalculations/:id/households/:householdId')
  @Answers(200, proposalSidesView)
  async family(
    @Param('id', { schema: id }) batchId: string,
    @Param('householdId', { schema: id }) householdId: string,
  ): Promise<z.infer<typeof proposalSidesView>> {
    const batch = await this.recalculations.get(batchId);
    const row = await this.recalculations.family(batchId, householdId);
    await this.households.open(householdId);
    const family = viewProposal(row, await this.levels.of(householdId));
    const sides = await this.recalculations.sides(batch, row);
    const { self } = family;
    return {
      family,
      before: sides && { ...(await this.calculations.of(sides.before.calculation)), self },
      after: sides && { ...(await this.calculations.of(sides.after.calculation)), self },
      same: sides && sides.before.same && sides.after.same,
    };
  }

  private async views(rows: readonly RecalculationHousehold[]) {
    await this.levels.ofAll(rows.map(({ householdId }) => householdId));
    return inTurn(rows, async (row) => viewProposal(row, await this.levels.of(row.householdId)));
  }
}
