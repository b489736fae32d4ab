import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { inTurn } from '../../platform/database';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { CalculationViews } from '../calculations';
import { HouseholdLevels, Households } from '../households';
import { FamilyQuery, OrderSimulation as OrderInput, SimulationQuery } from './dto/simulation.dto';
import {
  familiesView,
  familySidesView,
  simulationHeadView,
  type SimulationHeadView,
  simulationsView,
  type SimulationView,
  simulationView,
  viewFamily,
  viewSimulation,
  viewSimulationHead,
} from './dto/simulation.view';
import type { Simulation } from './simulation.entity';
import { Simulations } from './simulations.service';
import { EndSimulation } from './use-cases/end-simulation.use-case';
import { OrderSimulation } from './use-cases/order-simulation.use-case';

const id = z.uuid();

/** What other rules would do to the live files of a district, before anybody adopts them (R2, design 4). */
@Controller('api/v1')
@RequirePermission('packs:draft')
export class SimulationsController {
  constructor(
    private readonly simulations: Simulations,
    private readonly ordering: OrderSimulation,
    private readonly ending: EndSimulation,
    private readonly calculations: CalculationViews,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
  ) {}

  /** `id`: of a draft, or the code of a pack. */
  @Post('policy-packs/:id/simulations')
  @Answers(201, simulationHeadView)
  async order(@Param('id') key: string, @Body({ schema: OrderInput }) input: OrderInput): Promise<SimulationHeadView> {
    return viewSimulationHead(await this.ordering.execute(key, input));
  }

  @Get('simulations')
  @Answers(200, simulationsView)
  async list(@Query({ schema: SimulationQuery }) query: SimulationQuery): Promise<z.infer<typeof simulationsView>> {
    const { items, next } = await this.simulations.list(query);
    return { items: items.map(viewSimulationHead), next };
  }

  @Get('simulations/:id')
  @Answers(200, simulationView)
  async one(@Param('id', { schema: id }) simulationId: string): Promise<SimulationView> {
    return this.view(await this.simulations.get(simulationId));
  }

  /** Stops it; nothing of it is left. */
  @Post('simulations/:id/cancel')
  @Answers(200, simulationHeadView)
  async cancel(@Param('id', { schema: id }) simulationId: string): Promise<SimulationHeadView> {
    return viewSimulationHead(await this.ending.cancel(simulationId));
  }

  @Get('simulations/:id/households')
  @Answers(200, familiesView)
  async families(
    @Param('id', { schema: id }) simulationId: string,
    @Query({ schema: FamilyQuery }) query: FamilyQuery,
  ): Promise<z.infer<typeof familiesView>> {
    const { items, next } = await this.simulations.page(simulationId, query);
    await this.levels.ofAll(items.map(({ householdId }) => householdId));
    const views = await inTurn(items, async (row) => viewFamily(row, await this.levels.of(row.householdId)));
    return { items: views, next };
  }

  /** Both calculations of a family, done again; opens the file. */
  @Get('simulations/:id/households/:householdId')
  @Answers(200, familySidesView)
  async family(
    @Param('id', { schema: id }) simulationId: string,
    @Param('householdId', { schema: id }) householdId: string,
  ): Promise<z.infer<typeof familySidesView>> {
    const simulation = await this.simulations.get(simulationId);
    const row = await this.simulations.family(simulationId, householdId);
    await this.households.open(householdId);
    const family = viewFamily(row, await this.levels.of(householdId));
    const { before, after } = await this.simulations.sides(simulation, row);
    const { self } = family;
    return {
      family,
      before: { ...(await this.calculations.of(before.calculation)), self },
      after: { ...(await this.calculations.of(after.calculation)), self },
      same: before.same && after.same,
    };
  }

  private async view(row: Simulation): Promise<SimulationView> {
    return viewSimulation(row, row.state === 'done' ? await this.simulations.totals(row.id) : null);
  }
}
