export { loadColumnMapping, mappingNames } from './column-mapping';
export { directoryOf, sourceName, sourceOf } from './directory-source';
export { HsdsModule } from './hsds.module';
export type { ImportedService } from './imported-service';
export {
  type DirectoryEntry,
  type DirectoryWriter,
  type ImportCounts,
  ImportRun,
  type KeptProblem,
  type KnownRecord,
  type RunOptions,
} from './import-run';
export { importCsvTask, importHsdsTask, type OpenWorker } from './import-tasks';
export { type DeskRecord, MappingDesk } from './mapping-desk.service';
export { loadMappingRules, type MappingRules } from './mapping-rules';
export { readHsds, readMappedCsv } from './open-directory';
export { ProblemFile } from './problem-file.service';
export { problemText } from './problem-text';
export { problemCodes, type ReadItem, type ReadProblem } from './read-item';
export { type CodeProposal, proposeCode, suggestCode } from './term-mapper';
export { DecideMapping } from './use-cases/decide-mapping.use-case';
export {
  ImportDirectory,
  type ImportOrder,
  type ImportOutcome,
  openSource,
} from './use-cases/import-directory.use-case';
export { StartImport, type UploadedDirectory } from './use-cases/start-import.use-case';
export { UndoMapping } from './use-cases/undo-mapping.use-case';
