export { loadColumnMapping, mappingNames } from './column-mapping';
export type { ImportedService } from './imported-service';
export {
  type DirectoryEntry,
  type DirectoryWriter,
  type ImportCounts,
  ImportRun,
  type KnownRecord,
  type RunOptions,
  WriteRefused,
} from './import-run';
export { loadMappingRules, type MappingRules } from './mapping-rules';
export { readHsds, readMappedCsv } from './open-directory';
export { problemText } from './problem-text';
export { problemCodes, type ReadItem, type ReadProblem } from './read-item';
export { type CodeProposal, proposeCode } from './term-mapper';
