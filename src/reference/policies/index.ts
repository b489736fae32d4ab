export { type CitationHead, type CitationStatus, citationStatuses } from './citations';
export { standardOn } from './standard-on';
export { PoliciesModule } from './policies.module';
export { Policies } from './policies.service';
export { PolicyPack } from './policy-pack';
export type { EntitlementFacts } from './policy-pack';
export type { Entitlement, HouseholdClass, Retention, Standard, Timer } from './pack-sections';
export { type MeansRules, meansSchemas, type Mark, marks, type Who } from './means-sections';
