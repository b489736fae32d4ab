export {
  MOST_LINES,
  type SetEntitlement,
  setEntitlementInput,
  settableStates,
  waiveEntitlementInput,
} from './dto/entitlement.dto';
export type { Entitlement } from './entitlement.entity';
export { entitlementLifecycle, type EntitlementState } from './entitlement.lifecycle';
export { EntitlementsModule } from './entitlements.module';
export { type ChecklistEntry, Entitlements } from './entitlements.service';
export type { GateLine, PolicyGate } from './policy-gate';
export { CarryEntitlements } from './use-cases/carry-entitlements.use-case';
export { PrepareChecklist } from './use-cases/prepare-checklist.use-case';
export { ReportEntitlements, type ReportedBenefit } from './use-cases/report-entitlements.use-case';
export { SetEntitlementState } from './use-cases/set-entitlement.use-case';
export { SetManyEntitlements } from './use-cases/set-many-entitlements.use-case';
