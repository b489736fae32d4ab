import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AppError, forbidden } from '../../platform/errors';
import { OPEN_ROUTE } from '../../platform/http';
import { allows, type Permission } from './permissions';

export const PERMISSION_OF_ROUTE = 'access:permission';

/** Names the permission that opens a route (or all routes of a controller). */
export const RequirePermission = (permission: Permission) => SetMetadata(PERMISSION_OF_ROUTE, permission);

const BEFORE_NEW_PASSWORD = 'access:before-new-password';

/** For the routes with which an account changes a password that is too old. */
export const BeforeNewPassword = () => SetMetadata(BEFORE_NEW_PASSWORD, true);

const BEFORE_SECOND_FACTOR = 'access:before-second-factor';

/** For the routes with which an account sets up the second factor that it has to have. */
export const BeforeSecondFactor = () => SetMetadata(BEFORE_SECOND_FACTOR, true);

const WITHOUT_DISTRICT = 'access:without-district';

/** For pages that somebody with several districts needs before one of them is chosen. */
export const WithoutDistrict = () => SetMetadata(WITHOUT_DISTRICT, true);

/** Where one of several districts is chosen. */
export const DISTRICT_PAGE = '/console/district';

/** Where the second factor is set up: on a page, and through the API. */
export const SECOND_FACTOR_PAGE = '/console/second-factor';
const SECOND_FACTOR_ROUTE = '/api/v1/me/second-factor';

/** Where a password that is too old is changed. */
export const NEW_PASSWORD_PAGE = '/console/account';
const NEW_PASSWORD_ROUTE = '/api/v1/me/password';

/**
 * Closed by default: a route without a permission that is not marked open is refused to everybody, and every route but
 * a few to an account that still has to set up its second factor (C2).
 */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(OPEN_ROUTE, targets)) return true;
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(PERMISSION_OF_ROUTE, targets);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { actor, secondFactor, passwordTooOld, scopes } = request;
    if (!actor || actor.kind === 'anonymous') throw new AppError('sign-in-required', 401);
    if (secondFactor === 'missing' && !this.reflector.getAllAndOverride<boolean>(BEFORE_SECOND_FACTOR, targets)) {
      throw forbidden('second-factor-enrolment-required', { route: SECOND_FACTOR_ROUTE });
    }
    if (passwordTooOld && !this.reflector.getAllAndOverride<boolean>(BEFORE_NEW_PASSWORD, targets)) {
      throw forbidden('password-change-required', { route: NEW_PASSWORD_ROUTE });
    }
    if (!permission || !allows(actor.roles, permission)) throw forbidden();
    if (scopes && !scopes.includes(permission)) throw forbidden('scope-missing', { scope: permission });
    if (needsDistrict(request) && !this.reflector.getAllAndOverride(WITHOUT_DISTRICT, targets)) {
      throw new AppError('district-needed', 422, { fields: [{ field: 'district', code: 'district-needed' }] });
    }
    return true;
  }
}

/**
 * A list of the API, or any page: what lies across households is read in one district at a time (design 8.1). One thing
 * by its id is found in whichever district it lies; administrators have no households.
 */
function needsDistrict({ actor, method, params, url }: FastifyRequest): boolean {
  if (!actor || actor.districtCodes.length < 2) return false;
  if (actor.roles.every((role) => role.endsWith('-administrator'))) return false;
  return !url.startsWith('/api/') || (method === 'GET' && Object.keys(params ?? {}).length === 0);
}
