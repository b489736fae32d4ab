import { Module } from '@nestjs/common';
import { OfferingsModule } from '../../supply/offerings';
import { SpreadsheetsModule } from '../spreadsheets';
import { ImportDirectoryJob } from './import-directory.job';
import { MappingDesk } from './mapping-desk.service';
import { ProblemFile } from './problem-file.service';
import { DecideMapping } from './use-cases/decide-mapping.use-case';
import { ImportDirectory } from './use-cases/import-directory.use-case';
import { StartImport } from './use-cases/start-import.use-case';
import { UndoMapping } from './use-cases/undo-mapping.use-case';

const exported = [ImportDirectory, StartImport, DecideMapping, UndoMapping, MappingDesk, ProblemFile];

/** Outside directories in, and the desk where a person gives them their codes. */
@Module({
  imports: [OfferingsModule, SpreadsheetsModule],
  providers: [ImportDirectoryJob, ...exported],
  exports: exported,
})
export class HsdsModule {}
