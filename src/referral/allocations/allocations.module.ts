import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { HouseholdsModule } from '../../people/households';
import { NeedsModule } from '../../people/needs';
import { RegionsModule } from '../../reference/regions';
import { OfferingsModule } from '../../supply/offerings';
import { ReferralsModule } from '../referrals';
import { Allocation } from './allocation.entity';
import { AllocationFiguresController } from './allocation-figures.controller';
import { AllocationFigures } from './allocation-figures.service';
import { AllocationFiguresStore } from './allocation-figures.store';
import { AllocationFile } from './allocation-file.entity';
import { AllocationCoverageStore } from './allocation-coverage.store';
import { AllocationFilesStore } from './allocation-files.store';
import { AllocationLinesStore } from './allocation-lines.store';
import { AllocationNeed } from './allocation-need.entity';
import { AllocationNeedsStore } from './allocation-needs.store';
import { AllocationOffering } from './allocation-offering.entity';
import { AllocationOfferingsStore } from './allocation-offerings.store';
import { AllocationPin } from './allocation-pin.entity';
import { AllocationParts } from './allocation-parts';
import { AllocationPartsController } from './allocation-parts.controller';
import { AllocationPinsStore } from './allocation-pins.store';
import { AllocationReviewController } from './allocation-review.controller';
import { AllocationViews } from './allocation-views';
import { AllocationsController } from './allocations.controller';
import { Allocations } from './allocations.service';
import { AllocationsStore } from './allocations.store';
import { PublishAllocationJob } from './publish-allocation.job';
import { SolveAllocationJob } from './solve-allocation.job';
import { SolverThread } from './solver-thread';
import { DecideAllocation } from './use-cases/decide-allocation.use-case';
import { StandingSharers } from './standing-sharers';
import { UnaskedStore } from './unasked.store';
import { FinishPublication } from './use-cases/finish-publication.use-case';
import { GatherMarket } from './use-cases/gather-market.use-case';
import { KeepRound } from './use-cases/keep-round.use-case';
import { OrderAllocation } from './use-cases/order-allocation.use-case';
import { PinChoice } from './use-cases/pin-choice.use-case';
import { PublishHousehold } from './use-cases/publish-household.use-case';
import { SettleWorking } from './use-cases/settle-working.use-case';
import { StopAllocation } from './use-cases/stop-allocation.use-case';
import { WaitingNeedsStore } from './waiting-needs.store';
import './allocation.copy';

registerEntities([Allocation, AllocationFile, AllocationNeed, AllocationOffering, AllocationPin]);

const exported = [
  ...[Allocations, AllocationFigures, AllocationParts, AllocationViews],
  ...[OrderAllocation, StopAllocation, DecideAllocation, PinChoice],
];

/** Allocations of a district, around the pure core of this room (matching.md 3). */
@Module({
  imports: [HouseholdsModule, NeedsModule, OfferingsModule, ReferralsModule, RegionsModule],
  // The fixed word before `:id`.
  controllers: [
    AllocationPartsController,
    AllocationsController,
    AllocationFiguresController,
    AllocationReviewController,
  ],
  providers: [
    ...[AllocationsStore, AllocationFilesStore, AllocationNeedsStore, AllocationOfferingsStore, AllocationPinsStore],
    ...[AllocationCoverageStore, AllocationFiguresStore, AllocationLinesStore, UnaskedStore, WaitingNeedsStore],
    ...[SolveAllocationJob, PublishAllocationJob, SolverThread, StandingSharers],
    ...[GatherMarket, KeepRound, SettleWorking, PublishHousehold, FinishPublication],
    ...exported,
  ],
  exports: exported,
})
export class AllocationsModule {}
