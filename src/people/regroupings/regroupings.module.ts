import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { RegionsModule } from '../../reference/regions';
import { AssessmentsModule } from '../assessments';
import { CasesModule } from '../cases';
import { ClassificationModule } from '../classification';
import { ConsentsModule } from '../consents';
import { EntitlementsModule } from '../entitlements';
import { HouseholdsModule } from '../households';
import { NeedsModule } from '../needs';
import { VerificationModule } from '../verification';
import { FileSurroundings } from './file-surroundings';
import './regrouping.copy';
import { RegroupingConsequences } from './regrouping-consequences';
import { RegroupingNews } from './regrouping-news';
import { RegroupingPlans } from './regrouping-plan';
import { Regrouping } from './regrouping.entity';
import { RegroupingsController } from './regroupings.controller';
import { Regroupings } from './regroupings.service';
import { RegroupingsStore } from './regroupings.store';
import { RegroupingWords } from './regrouping-words';
import { SealRegroupingWords } from './seal-regrouping-words.due';
import { PreviewRegrouping } from './use-cases/preview-regrouping.use-case';
import { Regroup } from './use-cases/regroup.use-case';
import { UndoRegrouping } from './use-cases/undo-regrouping.use-case';

registerEntities([Regrouping]);

/** Households that split and files that join (R99). */
@Global()
@Module({
  imports: [
    ...[AssessmentsModule, CasesModule, ClassificationModule, ConsentsModule, EntitlementsModule],
    ...[HouseholdsModule, NeedsModule, RegionsModule, VerificationModule],
  ],
  controllers: [RegroupingsController],
  providers: [
    ...[FileSurroundings, RegroupingConsequences, RegroupingNews, RegroupingPlans, Regroupings, RegroupingsStore],
    ...[PreviewRegrouping, Regroup, RegroupingWords, SealRegroupingWords, UndoRegrouping],
  ],
  exports: [PreviewRegrouping, Regroup, Regroupings, UndoRegrouping],
})
export class RegroupingsModule {}
