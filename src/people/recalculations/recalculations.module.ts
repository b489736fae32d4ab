import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { AdoptionsModule } from '../adoptions';
import { CalculationsModule } from '../calculations';
import { ClassificationModule } from '../classification';
import { HouseholdsModule } from '../households';
import { SimulationsModule } from '../simulations';
import { CloseRecalculationJob } from './close-recalculation.job';
import { ConfirmProposalsJob } from './confirm-proposals.job';
import { ConfirmationsController } from './confirmations.controller';
import { Confirmations } from './confirmations.service';
import { ConfirmationsStore } from './confirmations.store';
import { FittingWork } from './fitting-work';
import { ProposalsController } from './proposals.controller';
import { ProposalsStore } from './proposals.store';
import { RecalculateHouseholdsJob } from './recalculate-households.job';
import { Recalculation } from './recalculation.entity';
import { RecalculationConfirmation } from './recalculation-confirmation.entity';
import { RecalculationHousehold } from './recalculation-household.entity';
import { RecalculationsController } from './recalculations.controller';
import { Recalculations } from './recalculations.service';
import { RecalculationsStore } from './recalculations.store';
import { UndoConfirmationJob } from './undo-confirmation.job';
import { ConfirmFitting } from './use-cases/confirm-fitting.use-case';
import { DecideFitting } from './use-cases/decide-fitting.use-case';
import { DecideProposal } from './use-cases/decide-proposal.use-case';
import { EndRecalculation } from './use-cases/end-recalculation.use-case';
import { OrderRecalculation } from './use-cases/order-recalculation.use-case';
import { WorkOutFamilies } from './use-cases/work-out-families.use-case';
import { WithdrawnAdoption } from './withdrawn-adoption.subscriber';
import './recalculation.copy';

registerEntities([Recalculation, RecalculationConfirmation, RecalculationHousehold]);

const exported = [Confirmations, ConfirmFitting, DecideProposal, EndRecalculation, OrderRecalculation, Recalculations];

/** Adopted versions of packs carried out on the files: worked out by a job, decided by people (R2, R3). */
@Module({
  imports: [
    ...[AdoptionsModule, CalculationsModule, ClassificationModule, HouseholdsModule, PoliciesModule],
    SimulationsModule,
  ],
  controllers: [ConfirmationsController, ProposalsController, RecalculationsController],
  providers: [
    ...[CloseRecalculationJob, ProposalsStore, RecalculateHouseholdsJob, RecalculationsStore],
    ...[ConfirmationsStore, ConfirmProposalsJob, DecideFitting, FittingWork, UndoConfirmationJob],
    ...[WithdrawnAdoption, WorkOutFamilies, ...exported],
  ],
  exports: exported,
})
export class RecalculationsModule {}
