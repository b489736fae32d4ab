export { AccessGrants, type GrantGround } from './access-grants.store';
export { AccessModule } from './access.module';
export { ApprovedGroups } from './approved-groups';
export {
  type FieldGroup,
  fieldGroups,
  type Levels,
  reaches,
  referralPhases,
  type ReferralPhase,
  releaseLevels,
  type ReleaseLevel,
  type ReleaseRelation,
  type StaffRelation,
  staffRelations,
} from './field-groups';
export { dependsOnCase, levelsOf, mayReveal } from './field-release';
export {
  type FieldMark,
  markOf,
  marksIn,
  type OwnEntries,
  partsOf,
  released,
  releaseFields,
  type Unreleased,
  withheld,
  withheldOf,
} from './released';
export { Open } from '../../platform/http';
export { CurrentActor, systemActor } from './actors';
export {
  BeforeNewPassword,
  BeforeSecondFactor,
  DISTRICT_PAGE,
  NEW_PASSWORD_PAGE,
  PERMISSION_OF_ROUTE,
  PermissionGuard,
  RequirePermission,
  SECOND_FACTOR_PAGE,
  WithoutDistrict,
} from './permission.guard';
export { allows, type Permission, PERMISSIONS } from './permissions';
export { PROVIDER_STAFF, type Role, ROLES, WORKERS } from './roles';
