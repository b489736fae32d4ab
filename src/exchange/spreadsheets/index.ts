export { csvLine } from './csv-line';
export type { ImportProblem } from './import-problem.entity';
export { ImportProblemsStore, type NewProblem } from './import-problems.store';
export type { ImportRecord } from './import-record.entity';
export { ImportRecordsStore, type RecordFilter, type RecordPlace, type RecordSaved } from './import-records.store';
export { ImportRunRow } from './import-run.entity';
export { ImportRunsStore } from './import-runs.store';
export { noCounts } from './no-counts';
export { SpreadsheetsModule } from './spreadsheets.module';
