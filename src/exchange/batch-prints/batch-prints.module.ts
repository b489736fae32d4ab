import { Module } from '@nestjs/common';
import { CalculationsModule } from '../../people/calculations';
import { ClassificationModule } from '../../people/classification';
import { EntitlementsModule } from '../../people/entitlements';
import { HouseholdsModule } from '../../people/households';
import { VerificationModule } from '../../people/verification';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { BatchPrint } from './batch-print.entity';
import { BatchPrintExpiry } from './batch-print-expiry.due';
import { BatchPrintFile } from './batch-print-file.entity';
import { BatchPrintsController } from './batch-prints.controller';
import { BatchPrints } from './batch-prints.service';
import { BatchPrintsStore } from './batch-prints.store';
import { PaperFacts } from './paper-facts';
import { PrintBatchJob } from './print-batch.job';
import { CompileBatchPrint } from './use-cases/compile-batch-print.use-case';
import { EndBatchPrint } from './use-cases/end-batch-print.use-case';
import { OrderBatchPrint } from './use-cases/order-batch-print.use-case';

registerEntities([BatchPrint, BatchPrintFile]);

const exported = [BatchPrints, EndBatchPrint, OrderBatchPrint];

/** One paper for many files (R26, R28, B15, C3). */
@Module({
  imports: [
    ...[CalculationsModule, ClassificationModule, EntitlementsModule],
    ...[HouseholdsModule, PoliciesModule, VerificationModule],
  ],
  controllers: [BatchPrintsController],
  providers: [...[BatchPrintExpiry, BatchPrintsStore, CompileBatchPrint, PaperFacts, PrintBatchJob], ...exported],
  exports: exported,
})
export class BatchPrintsModule {}
