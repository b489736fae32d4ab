import { Module } from '@nestjs/common';
import { RegroupingsModule } from '../../people/regroupings';
import { ProvidersModule } from '../../supply/providers';
import { AssessmentWords } from './assessments-words';
import { BatchPrintPagesModule } from './batch-print-pages.module';
import { ClosedFilePages } from './closed-file-pages.controller';
import { CopyPage } from './copy-page';
import { RightsPage } from './rights-page';
import { RightsPages } from './rights-pages.controller';
import { CasePage } from './case-page';
import { CasePages } from './case-pages.controller';
import { Choices } from './choices';
import { ConsentPages } from './consent-pages.controller';
import { ConsentSheets } from './consent-sheets';
import { GuardianBarPages } from './guardian-bar-pages.controller';
import { GroundWords } from './ground-words';
import { HandoverPages } from './handover-pages.controller';
import { HouseholdEditPages } from './household-edit-pages.controller';
import { HouseholdIntakePages } from './household-intake-pages.controller';
import { HouseholdListPages } from './household-list-pages.controller';
import { HouseholdPages, RevealPages } from './household-pages.controller';
import { LeadPages } from './lead-pages.controller';
import { MemberPages } from './member-pages.controller';
import { ReadingPagesController } from './reading-pages.controller';
import { RegroupingPages } from './regrouping-pages.controller';
import { ProtectedTeamPages } from './protected-team-pages.controller';
import { SharedPages } from './disclosure-pages.controller';
import { SittingPages } from './sitting-pages.controller';
import { SittingSheets } from './sitting-sheets';

/** Pages about households and the people who work with them. The fixed addresses come before those with an id. */
@Module({
  imports: [BatchPrintPagesModule, ProvidersModule, RegroupingsModule],
  controllers: [
    HouseholdListPages,
    HouseholdIntakePages,
    MemberPages,
    RevealPages,
    ReadingPagesController,
    HouseholdEditPages,
    ProtectedTeamPages,
    GuardianBarPages,
    RegroupingPages,
    HouseholdPages,
    LeadPages,
    HandoverPages,
    CasePages,
    ConsentPages,
    RightsPages,
    ClosedFilePages,
    SittingPages,
    SharedPages,
  ],
  providers: [AssessmentWords, CasePage, Choices, ConsentSheets, CopyPage, GroundWords, RightsPage, SittingSheets],
  exports: [CopyPage, GroundWords, SittingSheets],
})
export class PeoplePagesModule {}
