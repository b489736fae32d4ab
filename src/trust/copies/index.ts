export { CopiesModule } from './copies.module';
export { type CopySection, copySections, defineCopySection } from './copy-section';
export { type CopiedSection, type CopyRow, SubjectCopies } from './subject-copies.service';
