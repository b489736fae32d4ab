export { CopyPage } from './copy-page';
export { ApprovalPagesModule } from './approval-pages.module';
export { BatchPrintPagesModule } from './batch-print-pages.module';
export { AssessmentPagesModule } from './assessments-pages.module';
export { GroundWords } from './ground-words';
export { receiverText } from './consent-receiver';
export { readingLine, type ReadingLine } from './reading-words';
export { PeoplePagesModule } from './people-pages.module';
export { SittingSheets } from './sitting-sheets';
