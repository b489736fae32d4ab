import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { AssessmentsModule } from '../assessments';
import { HouseholdsModule } from '../households';
import { SafeguardsModule } from '../safeguards';
import { AssessmentConflict } from './assessment-conflict.entity';
import { AssessmentConflictsController } from './assessment-conflicts.controller';
import { AssessmentConflictsStore } from './assessment-conflicts.store';
import { FieldSheet } from './field-sheet.entity';
import { FieldSheetViews } from './field-sheet-views';
import { FieldSheetsController } from './field-sheets.controller';
import { FieldSheets } from './field-sheets.service';
import { FieldSheetsStore } from './field-sheets.store';
import { SealedSheets } from './sealed-sheets';
import { TakeAlong, TakeAlongHousehold } from './take-along.entity';
import { TakeAlongViews } from './take-along-views';
import { TakeAlongsController } from './take-alongs.controller';
import { TakeAlongsStore } from './take-alongs.store';
import { DealWithSheet } from './use-cases/deal-with-sheet.use-case';
import { ReceivePacket } from './use-cases/receive-packet.use-case';
import { SettleConflict } from './use-cases/settle-conflict.use-case';
import { TakeScalesAlong } from './use-cases/take-along.use-case';
import { TakeOverSheet } from './use-cases/take-over-sheet.use-case';
import './field-work.copy';

registerEntities([AssessmentConflict, FieldSheet, TakeAlong, TakeAlongHousehold]);
const useCases = [DealWithSheet, ReceivePacket, SettleConflict, TakeScalesAlong, TakeOverSheet];

/** Assessing without a network (R103). */
@Global()
@Module({
  imports: [AssessmentsModule, HouseholdsModule, SafeguardsModule],
  controllers: [AssessmentConflictsController, FieldSheetsController, TakeAlongsController],
  providers: [
    ...[AssessmentConflictsStore, FieldSheets, FieldSheetsStore, FieldSheetViews, SealedSheets],
    ...[TakeAlongsStore, TakeAlongViews, ...useCases],
  ],
  exports: [FieldSheets, FieldSheetViews, TakeAlongsStore, TakeAlongViews, ...useCases],
})
export class FieldWorkModule {}
