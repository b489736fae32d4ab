export { AccessGrants, type GrantGround } from './access-grants.store';
export { AccessModule } from './access.module';
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
