import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CheckLedgerJob } from './check-ledger.job';
import { CompareFile } from './compare-file';
import { FileChanger } from './file-changer';
import { HouseholdWriter } from './household-writer';
import { LedgerDifferences } from './ledger-differences';
import { LedgerDifferencesController } from './ledger-differences.controller';
import { LedgerExpiry } from './ledger-expiry.due';
import { LedgerHouseholdRow } from './ledger-household.entity';
import { LedgerHouseholdsStore } from './ledger-households.store';
import { LedgerImport } from './ledger-import.entity';
import { LedgerImportsStore } from './ledger-imports.store';
import { LedgerPlaces } from './ledger-places';
import { LedgerPlanner } from './ledger-planner';
import { LedgerProblem } from './ledger-problem.entity';
import { LedgerProblemsStore } from './ledger-problems.store';
import { LedgerReview } from './ledger-review.due';
import { LedgerRowsStore } from './ledger-rows.store';
import { LedgerTakeover } from './ledger-takeover.entity';
import { LedgerTakeoversStore } from './ledger-takeovers.store';
import { LedgerWorkbooksStore } from './ledger-workbooks.store';
import { LedgerWork } from './ledger-work';
import { LedgerStatements } from './ledger-statements';
import { LedgerStatementsController } from './ledger-statements.controller';
import { LedgersController } from './ledgers.controller';
import { Ledgers } from './ledgers.service';
import { ReviewDays } from './review-days';
import { UndoLedgerJob } from './undo-ledger.job';
import { CheckLedger } from './use-cases/check-ledger.use-case';
import { ChooseSheet } from './use-cases/choose-sheet.use-case';
import { MapLedger } from './use-cases/map-ledger.use-case';
import { StartLedger } from './use-cases/start-ledger.use-case';
import { UndoLedger } from './use-cases/undo-ledger.use-case';
import { UploadLedger } from './use-cases/upload-ledger.use-case';
import { WriteLedger } from './use-cases/write-ledger.use-case';
import { WriteLedgerJob } from './write-ledger.job';

registerEntities([LedgerImport, LedgerProblem, LedgerHouseholdRow, LedgerTakeover]);

const stores = [
  ...[LedgerImportsStore, LedgerRowsStore, LedgerProblemsStore, LedgerHouseholdsStore],
  ...[LedgerTakeoversStore, LedgerWorkbooksStore],
];
const jobs = [CheckLedgerJob, WriteLedgerJob, UndoLedgerJob, LedgerExpiry, LedgerReview];
const exported = [ChooseSheet, LedgerDifferences, Ledgers, LedgerStatements, MapLedger, StartLedger, UploadLedger];

/** Existing ledgers of offices in: households, people, what they are said to draw (R26, R28, R55). */
@Module({
  controllers: [LedgerDifferencesController, LedgersController, LedgerStatementsController],
  providers: [
    ...stores,
    ...jobs,
    ...exported,
    CheckLedger,
    CompareFile,
    FileChanger,
    HouseholdWriter,
    LedgerPlaces,
    LedgerPlanner,
    LedgerWork,
    ReviewDays,
    UndoLedger,
    WriteLedger,
  ],
  exports: exported,
})
export class LedgersModule {}
