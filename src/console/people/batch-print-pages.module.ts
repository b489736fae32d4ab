import { Module } from '@nestjs/common';
import { BatchPrintsModule } from '../../exchange/batch-prints';
import { HouseholdsModule } from '../../people/households';
import { PoliciesModule } from '../../reference/policies';
import { BatchPrintPages } from './batch-print-pages.controller';
import { BatchPrintSheets } from './batch-print-sheets';
import { PrintChoice } from './print-choice';

/** Papers for many files, and the choice of them below lists of files (R26, R28). */
@Module({
  imports: [BatchPrintsModule, HouseholdsModule, PoliciesModule],
  controllers: [BatchPrintPages],
  providers: [BatchPrintSheets, PrintChoice],
  exports: [PrintChoice],
})
export class BatchPrintPagesModule {}
