import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CalendarModule } from '../../reference/calendar';
import { PoliciesModule } from '../../reference/policies';
import { ApplicationsModule } from '../applications';
import { ClassificationModule } from '../classification';
import { ConsentsModule } from '../consents';
import { HouseholdsModule } from '../households';
import { Commitment } from './commitment.entity';
import { CommitmentDraw } from './commitment-draw.entity';
import { CommitmentDrawsController } from './commitment-draws.controller';
import { CommitmentDrawsStore } from './commitment-draws.store';
import { CommitmentMoves } from './commitment-moves';
import { CommitmentSigner } from './commitment-signer';
import { CommitmentTexts } from './commitment-texts';
import { CommitmentViews } from './commitment-views';
import { CommitmentWords } from './commitment-words';
import { CommitmentsController } from './commitments.controller';
import { Commitments } from './commitments.service';
import { CommitmentsStore } from './commitments.store';
import { CheckCommitment } from './use-cases/check-commitment.use-case';
import { DrawCommitments } from './use-cases/draw-commitments.use-case';
import { TakeCommitment } from './use-cases/take-commitment.use-case';
import './commitment.copy';

registerEntities([Commitment, CommitmentDraw]);

const useCases = [CheckCommitment, DrawCommitments, TakeCommitment];

@Global()
@Module({
  imports: [
    ...[ApplicationsModule, CalendarModule, ClassificationModule, ConsentsModule, HouseholdsModule, PoliciesModule],
  ],
  controllers: [CommitmentsController, CommitmentDrawsController],
  providers: [
    ...[CommitmentDrawsStore, CommitmentMoves, CommitmentSigner, CommitmentTexts, CommitmentViews, CommitmentWords],
    ...[Commitments, CommitmentsStore, ...useCases],
  ],
  exports: [Commitments, CommitmentViews, ...useCases],
})
export class CommitmentsModule {}
