import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { RegionsModule } from '../../reference/regions';
import { CalculationsModule } from '../calculations';
import { HouseholdsModule } from '../households';
import { SimulatePackJob } from './simulate-pack.job';
import { Simulation } from './simulation.entity';
import { DroppedDraft, SimulationExpiry } from './simulation-ends';
import { SimulationFamiliesStore } from './simulation-families.store';
import { SimulationHousehold } from './simulation-household.entity';
import { SimulationsController } from './simulations.controller';
import { Simulations } from './simulations.service';
import { SimulationsStore } from './simulations.store';
import { Townships } from './townships';
import { EndSimulation } from './use-cases/end-simulation.use-case';
import { OrderSimulation } from './use-cases/order-simulation.use-case';
import { SimulateBatch } from './use-cases/simulate-batch.use-case';

registerEntities([Simulation, SimulationHousehold]);

const exported = [EndSimulation, OrderSimulation, Simulations, Townships];

/** Packs and drafts tried against the live files (R2, design 4). */
@Module({
  imports: [CalculationsModule, HouseholdsModule, PoliciesModule, RegionsModule],
  controllers: [SimulationsController],
  providers: [
    ...[DroppedDraft, SimulateBatch, SimulatePackJob, SimulationExpiry],
    ...[SimulationFamiliesStore, SimulationsStore, ...exported],
  ],
  exports: exported,
})
export class SimulationsModule {}
