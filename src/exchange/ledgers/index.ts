export {
  ChooseSheet as ChooseSheetInput,
  ConfirmLedger as ConfirmLedgerInput,
  householdStates,
  LedgerDifferenceQuery,
  LedgerHouseholdQuery,
  LedgerProblemQuery,
  LedgerQuery,
  MapLedger as MapLedgerInput,
  NameWords as NameWordsInput,
  TakeOver as TakeOverInput,
} from './dto/ledger.dto';
export type { LedgerDifferenceView, LedgerHouseholdView, LedgerProblemView, LedgerView } from './dto/ledger.view';
export { guessColumns } from './guess-columns';
export { codesOf, type LedgerField, ledgerFields, type WordField, wordOfCode } from './ledger-fields';
export { type LedgerImport, ledgerStates } from './ledger-import.entity';
export { LedgerDifferences } from './ledger-differences';
export { isTakeable } from './takeable-fields';
export { LedgerStatements } from './ledger-statements';
export { LedgersModule } from './ledgers.module';
export { Ledgers } from './ledgers.service';
export { problemWorkbook } from './problem-workbook';
export { type LedgerRow, readSheets } from './read-ledger';
export { type LedgerSheet, placeOf } from './read-workbook';
export { ledgerOf, receiveLedger } from './receive-ledger';
export { DAYS_KEPT } from './rows-kept';
export { ChooseSheet } from './use-cases/choose-sheet.use-case';
export { MapLedger } from './use-cases/map-ledger.use-case';
export { StartLedger } from './use-cases/start-ledger.use-case';
export { UploadLedger } from './use-cases/upload-ledger.use-case';
