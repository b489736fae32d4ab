export { type CitationHead, type CitationStatus, citationStatuses } from './citations';
export { type AskingWay, askingWays, type OrderColumn } from './check-files';
export { standardOn } from './standard-on';
export {
  ChangePackDraft as ChangePackDraftInput,
  MakePackDraft as MakePackDraftInput,
  PackDraftQuery,
} from './dto/pack-draft.dto';
export { type PackCell, packCells } from './pack-cells';
export { type PackChange, packChange } from './pack-change';
export { leavesOf, type PackTable, packTables, type RowLeaf, rowLike } from './pack-tables';
export type { PackDraft } from './pack-draft.entity';
export { PackDrafts } from './pack-drafts.service';
export { adoptedPack } from './adopted-pack';
export { type KeptVersion, PackVersions } from './pack-versions.service';
export { packRows, type PackRow, packSections } from './pack-rows';
export { type PackHeadView, viewPackHead } from './dto/pack.view';
export { PoliciesModule } from './policies.module';
export { Policies } from './policies.service';
export { type LayeredRow, layeredRows } from './row-layers';
export { PolicyPack } from './policy-pack';
export type { EntitlementFacts } from './policy-pack';
export type {
  CheckCatalogue,
  CheckItem,
  Entitlement,
  HouseholdClass,
  Paper,
  Retention,
  Standard,
  Timer,
} from './pack-sections';
export type { CommitmentRules } from './commitment-sections';
export { type Act, type ActStep, type Delegation } from './act-sections';
export { type LedgerColumnField, ledgerColumnFields } from './ledger-columns';
export { printFields, type PrintField, type PrintPaper } from './paper-sections';
export { type MeansRules, meansSchemas, type Mark, marks, type Who } from './means-sections';
export { ChangePackDraft } from './use-cases/change-pack-draft.use-case';
export { DropPackDraft } from './use-cases/drop-pack-draft.use-case';
export { MakePackDraft } from './use-cases/make-pack-draft.use-case';
