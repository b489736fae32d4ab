import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { OfferingsModule } from '../../supply/offerings';
import { ProvidersModule } from '../../supply/providers';
import { ImportProblem } from './import-problem.entity';
import { ImportProblemsStore } from './import-problems.store';
import { ImportRecord } from './import-record.entity';
import { ImportRecordsStore } from './import-records.store';
import { ImportRunRow } from './import-run.entity';
import { ImportRunsStore } from './import-runs.store';
import { OfferingRows } from './offering-rows';
import { Uploads } from './uploads';
import { TakeOfferingSheet } from './use-cases/take-offering-sheet.use-case';

registerEntities([ImportRunRow, ImportRecord, ImportProblem]);

const exported = [ImportRunsStore, ImportRecordsStore, ImportProblemsStore, Uploads, TakeOfferingSheet];

/** Spreadsheets in and out, and the ledger of all imports. */
@Module({ imports: [OfferingsModule, ProvidersModule], providers: [OfferingRows, ...exported], exports: exported })
export class SpreadsheetsModule {}
