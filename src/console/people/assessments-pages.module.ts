import { Module } from '@nestjs/common';
import { DepartmentFilesModule } from '../../exchange/department-files';
import { WatchListsModule } from '../../exchange/watch-lists';
import { LedgersModule } from '../../exchange/ledgers';
import { AdoptionsModule } from '../../people/adoptions';
import { ApplicationsModule } from '../../people/applications';
import { AssessmentPhotosModule } from '../../people/assessment-photos';
import { AssessmentsModule } from '../../people/assessments';
import { CalculationsModule } from '../../people/calculations';
import { ClassificationModule } from '../../people/classification';
import { ClocksModule } from '../../people/clocks';
import { CommitmentsModule } from '../../people/commitments';
import { ChecksModule } from '../../people/checks';
import { DimensionsModule } from '../../people/dimensions';
import { EntitlementsModule } from '../../people/entitlements';
import { FieldWorkModule } from '../../people/field-work';
import { HouseholdsModule } from '../../people/households';
import { InstrumentQualityModule } from '../../people/instrument-quality';
import { IntegrityModule } from '../../people/integrity';
import { NeedsModule } from '../../people/needs';
import { RecalculationsModule } from '../../people/recalculations';
import { ReservesModule } from '../../people/reserves';
import { SafeguardsModule } from '../../people/safeguards';
import { ScaleChoicesModule } from '../../people/scale-choices';
import { SimulationsModule } from '../../people/simulations';
import { SupportFilesModule } from '../../people/support-files';
import { VerificationModule } from '../../people/verification';
import { RegionsModule } from '../../reference/regions';
import { PoliciesModule } from '../../reference/policies';
import { TaxonomyModule } from '../../reference/taxonomy';
import { ApplicationFormPages } from './application-form-pages.controller';
import { ApplicationForms } from './application-forms';
import { ApplicationListPages } from './application-list-pages.controller';
import { ApplicationPage } from './application-page';
import { ApplicationPages } from './application-pages.controller';
import { AssessmentAnsweringPages } from './assessment-answering-pages.controller';
import { AssessmentFillInPage } from './assessment-fill-in-page';
import { AssessmentPairPages } from './assessment-pair-pages.controller';
import { AssessmentsPages } from './assessments-pages.controller';
import { AssessmentNow } from './assessment-now';
import { AssessmentOutdatedPage } from './assessment-outdated-page';
import { AssessmentPhotoPages } from './assessment-photo-pages.controller';
import { AssessmentStepPages } from './assessment-step-pages.controller';
import { BatchPrintPagesModule } from './batch-print-pages.module';
import { AssessmentResultPage } from './assessments-result-page';
import { AssessmentWords } from './assessments-words';
import { CalculationPanel } from './calculation-panel';
import { CheckContestPages } from './check-contest-pages.controller';
import { CheckDepartmentPages } from './check-department-pages.controller';
import { CheckMismatchPages } from './check-mismatch-pages.controller';
import { CheckPages } from './check-pages.controller';
import { CheckRows } from './check-rows';
import { ClassificationListPages } from './classification-list-pages.controller';
import { ClassificationPages } from './classification-pages.controller';
import { ClockPages } from './clock-pages.controller';
import { DimensionPages } from './dimension-pages.controller';
import { DimensionRows } from './dimension-rows';
import { CommitmentListPages } from './commitment-list-pages.controller';
import { CommitmentPage } from './commitment-page';
import { CommitmentPages } from './commitment-pages.controller';
import { DepartmentAnswerPages } from './department-answer-pages.controller';
import { DepartmentFileCards } from './department-file-cards';
import { DepartmentFileParts } from './department-file-parts';
import { DepartmentOrderPages } from './department-order-pages.controller';
import { EconomyPages } from './economy-pages.controller';
import { EntitlementsPages } from './entitlements-pages.controller';
import { FieldDevicePages } from './field-device-pages.controller';
import { FieldPages } from './field-pages.controller';
import { FieldSheetPages } from './field-sheet-pages.controller';
import { FieldWords } from './field-words';
import { InstrumentQualityPages } from './instrument-quality-pages.controller';
import { InstrumentQualityTables } from './instrument-quality-tables';
import { IntegrityPages } from './integrity-pages.controller';
import { MissedBenefitPages } from './missed-benefit-pages.controller';
import { NeedsRows } from './needs-rows';
import { NeedsPages } from './needs-pages.controller';
import { Choices } from './choices';
import { ConfirmationPages } from './confirmation-pages.controller';
import { LineChoices } from './line-choices';
import { ObligorPages } from './obligor-pages.controller';
import { ObligorPanel } from './obligor-panel';
import { ProposalPages } from './proposal-pages.controller';
import { RecalculationCards } from './recalculation-cards';
import { RecalculationListPages } from './recalculation-list-pages.controller';
import { RecalculationNotices } from './recalculation-notices.controller';
import { RecalculationPages } from './recalculation-pages.controller';
import { RecheckListPages } from './recheck-list-pages.controller';
import { ReservePages } from './reserve-pages.controller';
import { SafeguardPages } from './safeguard-pages.controller';
import { SafeguardTexts } from './safeguard-words';
import { RetestPages } from './retest-pages.controller';
import { ScaleChoicePage } from './scale-choice-page';
import { ScaleChoicePages } from './scale-choice-pages.controller';
import { ScaleChoiceSheet } from './scale-choice-sheet';
import { SecondLookPages } from './second-look-pages.controller';
import { UrgentAidPages } from './urgent-aid-pages.controller';
import { UrgentAidPanel } from './urgent-aid-panel';
import { OwnSteps } from './own-steps';
import { SimulationPages } from './simulation-pages.controller';
import { SimulationTables } from './simulation-tables';
import { TrainingPages } from './training-pages.controller';
import { TownshipNames } from './township-names';
import { SupportFileListPages } from './support-file-list-pages.controller';
import { SupportFilePage } from './support-file-page';
import { SupportFilePages } from './support-file-pages.controller';
import { WatchDifferenceCards } from './watch-difference-cards';
import { WatchDifferencePages } from './watch-difference-pages.controller';
import { WatchListPages } from './watch-list-pages.controller';

/** Pages from the own declaration to the confirmed need. */
@Module({
  imports: [
    ...[AdoptionsModule, ApplicationsModule, AssessmentPhotosModule, AssessmentsModule, BatchPrintPagesModule],
    CalculationsModule,
    ...[ChecksModule, ClassificationModule, ClocksModule, CommitmentsModule, DepartmentFilesModule, DimensionsModule],
    ...[EntitlementsModule, FieldWorkModule, HouseholdsModule, InstrumentQualityModule, IntegrityModule, LedgersModule],
    ...[NeedsModule, PoliciesModule, RecalculationsModule, RegionsModule, ReservesModule, SafeguardsModule],
    ...[ScaleChoicesModule, SimulationsModule, SupportFilesModule, TaxonomyModule],
    ...[VerificationModule, WatchListsModule],
  ],
  controllers: [
    ApplicationFormPages,
    ApplicationListPages,
    ApplicationPages,
    AssessmentAnsweringPages,
    AssessmentPairPages,
    AssessmentPhotoPages,
    AssessmentsPages,
    AssessmentStepPages,
    CheckContestPages,
    CheckDepartmentPages,
    CheckMismatchPages,
    CheckPages,
    ClassificationListPages,
    ClassificationPages,
    ClockPages,
    CommitmentListPages,
    CommitmentPages,
    ConfirmationPages,
    DepartmentAnswerPages,
    DepartmentOrderPages,
    DimensionPages,
    EconomyPages,
    EntitlementsPages,
    FieldDevicePages,
    FieldPages,
    FieldSheetPages,
    InstrumentQualityPages,
    IntegrityPages,
    MissedBenefitPages,
    NeedsPages,
    ObligorPages,
    ProposalPages,
    RecalculationListPages,
    RecalculationNotices,
    RecalculationPages,
    RecheckListPages,
    ReservePages,
    SafeguardPages,
    RetestPages,
    ScaleChoicePages,
    SecondLookPages,
    SimulationPages,
    SupportFileListPages,
    SupportFilePages,
    TrainingPages,
    UrgentAidPages,
    WatchDifferencePages,
    WatchListPages,
  ],
  providers: [
    ...[AssessmentNow, AssessmentOutdatedPage, SafeguardTexts],
    ...[
      Choices,
      CommitmentPage,
      DepartmentFileCards,
      DepartmentFileParts,
      DimensionRows,
      LineChoices,
      FieldWords,
      NeedsRows,
    ],
    ...[ObligorPanel, OwnSteps, RecalculationCards, ScaleChoiceSheet, SimulationTables, SupportFilePage],
    ...[Choices, CommitmentPage, DepartmentFileCards, DepartmentFileParts, DimensionRows, LineChoices, NeedsRows],
    ...[
      ObligorPanel,
      OwnSteps,
      RecalculationCards,
      ScaleChoicePage,
      ScaleChoiceSheet,
      SimulationTables,
      SupportFilePage,
    ],
    ...[InstrumentQualityTables, TownshipNames, UrgentAidPanel, WatchDifferenceCards],
    ...[ApplicationForms, ApplicationPage, AssessmentFillInPage, AssessmentResultPage, AssessmentWords],
    ...[CalculationPanel, CheckRows],
  ],
})
export class AssessmentPagesModule {}
