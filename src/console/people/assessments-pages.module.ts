import { Module } from '@nestjs/common';
import { AssessmentsModule } from '../../people/assessments';
import { CalculationsModule } from '../../people/calculations';
import { ClassificationModule } from '../../people/classification';
import { EntitlementsModule } from '../../people/entitlements';
import { HouseholdsModule } from '../../people/households';
import { NeedsModule } from '../../people/needs';
import { VerificationModule } from '../../people/verification';
import { TaxonomyModule } from '../../reference/taxonomy';
import { ApplicationFormPages } from './application-form-pages.controller';
import { ApplicationForms } from './application-forms';
import { AssessmentsPages } from './assessments-pages.controller';
import { AssessmentResultPage } from './assessments-result-page';
import { AssessmentWords } from './assessments-words';
import { CalculationPanel } from './calculation-panel';
import { ClassificationListPages } from './classification-list-pages.controller';
import { ClassificationPages } from './classification-pages.controller';
import { EconomyPages } from './economy-pages.controller';
import { EntitlementsPages } from './entitlements-pages.controller';
import { MissedBenefitPages } from './missed-benefit-pages.controller';
import { NeedsPages } from './needs-pages.controller';
import { Choices } from './choices';
import { RecheckListPages } from './recheck-list-pages.controller';
import { OwnSteps } from './own-steps';

/** Pages from the own declaration to the confirmed need. */
@Module({
  imports: [
    ...[AssessmentsModule, CalculationsModule, ClassificationModule, EntitlementsModule, HouseholdsModule, NeedsModule],
    ...[TaxonomyModule, VerificationModule],
  ],
  controllers: [
    ApplicationFormPages,
    AssessmentsPages,
    ClassificationListPages,
    ClassificationPages,
    EconomyPages,
    EntitlementsPages,
    MissedBenefitPages,
    NeedsPages,
    RecheckListPages,
  ],
  providers: [ApplicationForms, AssessmentResultPage, AssessmentWords, CalculationPanel, Choices, OwnSteps],
})
export class AssessmentPagesModule {}
