export type { BatchPrint } from './batch-print.entity';
export { BatchPrintsModule } from './batch-prints.module';
export { BatchPrints } from './batch-prints.service';
export {
  BatchPrintQuery,
  FILES_AT_ONCE,
  MOST_FILES,
  OrderBatchPrint as OrderBatchPrintInput,
} from './dto/batch-print.dto';
export type { PrintedFile } from './dto/batch-print.view';
export { EndBatchPrint } from './use-cases/end-batch-print.use-case';
export { OrderBatchPrint } from './use-cases/order-batch-print.use-case';
