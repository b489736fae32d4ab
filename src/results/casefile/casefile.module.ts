import { Global, Module } from '@nestjs/common';
import { CasesModule } from '../../people/cases';
import { ClassificationModule } from '../../people/classification';
import { HouseholdsModule } from '../../people/households';
import { NeedsModule } from '../../people/needs';
import { PlansModule } from '../../referral/plans';
import { ReferralsModule } from '../../referral/referrals';
import { ProvidersModule } from '../../supply/providers';
import { EvaluationsModule } from '../evaluations';
import { CasefileController } from './casefile.controller';
import { CasefileStore } from './casefile.store';
import { Casefiles } from './casefiles.service';
import { Timeline } from './timeline.service';
import { TimelineStore } from './timeline.store';

/** One household, one file: the time line and what is printed (R55, R68). */
@Global()
@Module({
  imports: [
    ...[HouseholdsModule, CasesModule, ClassificationModule, NeedsModule],
    ...[PlansModule, ReferralsModule, ProvidersModule, EvaluationsModule],
  ],
  controllers: [CasefileController],
  providers: [Casefiles, CasefileStore, Timeline, TimelineStore],
  exports: [Casefiles, Timeline],
})
export class CasefileModule {}
