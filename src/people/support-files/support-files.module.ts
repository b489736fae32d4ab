import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CalendarModule } from '../../reference/calendar';
import { PoliciesModule } from '../../reference/policies';
import { ApplicationsModule } from '../applications';
import { AssessmentsModule } from '../assessments';
import { EntitlementsModule } from '../entitlements';
import { HouseholdsModule } from '../households';
import { SealedSupportWords } from './sealed-support-words';
import { SelfCareAssessed } from './self-care.subscriber';
import { SupportAgreement } from './support-agreement.entity';
import { SupportAssessment } from './support-assessment.entity';
import { SupportFile } from './support-file.entity';
import { SupportFileMovesController } from './support-file-moves.controller';
import { SupportFilesController } from './support-files.controller';
import { SupportFiles } from './support-files.service';
import { SupportFilesStore } from './support-files.store';
import { SupportMoves } from './support-moves';
import { SupportProposal } from './support-proposal.entity';
import { SupportRecordsStore } from './support-records.store';
import { SupportViews } from './support-views';
import { SupportVisit } from './support-visit.entity';
import { AssessSelfCare } from './use-cases/assess-self-care.use-case';
import { ChangeSupport } from './use-cases/change-support.use-case';
import { CompareSelfCare } from './use-cases/compare-self-care.use-case';
import { EndSupportFile } from './use-cases/end-support-file.use-case';
import { MakeAgreement } from './use-cases/make-agreement.use-case';
import { OpenSupportFile } from './use-cases/open-support-file.use-case';
import { VisitPerson } from './use-cases/visit-person.use-case';
import { VisitRhythm } from './visit-rhythm';
import './support-file.copy';

registerEntities([SupportAgreement, SupportAssessment, SupportFile, SupportProposal, SupportVisit]);

const useCases = [AssessSelfCare, ChangeSupport, EndSupportFile, MakeAgreement, OpenSupportFile, VisitPerson];

/** Files of people in extreme difficulty: form of support, self-care, agreements, visits. */
@Global()
@Module({
  imports: [
    ApplicationsModule,
    AssessmentsModule,
    CalendarModule,
    EntitlementsModule,
    HouseholdsModule,
    PoliciesModule,
  ],
  controllers: [SupportFilesController, SupportFileMovesController],
  providers: [
    ...[SealedSupportWords, SupportFiles, SupportFilesStore, SupportMoves, SupportRecordsStore, SupportViews],
    ...[CompareSelfCare, SelfCareAssessed, VisitRhythm, ...useCases],
  ],
  exports: [SupportFiles, SupportViews, ...useCases],
})
export class SupportFilesModule {}
