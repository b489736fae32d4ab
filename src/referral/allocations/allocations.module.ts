import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { NeedsModule } from '../../people/needs';
import { RegionsModule } from '../../reference/regions';
import { OfferingsModule } from '../../supply/offerings';
import { Allocation } from './allocation.entity';
import { AllocationFile } from './allocation-file.entity';
import { AllocationFilesStore } from './allocation-files.store';
import { AllocationNeed } from './allocation-need.entity';
import { AllocationNeedsStore } from './allocation-needs.store';
import { AllocationOffering } from './allocation-offering.entity';
import { AllocationOfferingsStore } from './allocation-offerings.store';
import { AllocationPin } from './allocation-pin.entity';
import { AllocationPinsStore } from './allocation-pins.store';
import { AllocationsController } from './allocations.controller';
import { Allocations } from './allocations.service';
import { AllocationsStore } from './allocations.store';
import { SolveAllocationJob } from './solve-allocation.job';
import { SolverThread } from './solver-thread';
import { GatherMarket } from './use-cases/gather-market.use-case';
import { KeepRound } from './use-cases/keep-round.use-case';
import { OrderAllocation } from './use-cases/order-allocation.use-case';
import { SettleWorking } from './use-cases/settle-working.use-case';
import { StopAllocation } from './use-cases/stop-allocation.use-case';
import { WaitingNeedsStore } from './waiting-needs.store';
import './allocation.copy';

registerEntities([Allocation, AllocationFile, AllocationNeed, AllocationOffering, AllocationPin]);

const exported = [Allocations, OrderAllocation, StopAllocation];

/** Allocations of a district, around the pure core of this room (matching.md 3). */
@Module({
  imports: [NeedsModule, OfferingsModule, RegionsModule],
  controllers: [AllocationsController],
  providers: [
    ...[AllocationsStore, AllocationFilesStore, AllocationNeedsStore, AllocationOfferingsStore, AllocationPinsStore],
    ...[WaitingNeedsStore, SolveAllocationJob, SolverThread, GatherMarket, KeepRound, SettleWorking],
    ...exported,
  ],
  exports: exported,
})
export class AllocationsModule {}
