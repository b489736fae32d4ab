import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AppError, forbidden } from '../../platform/errors';
import { OPEN_ROUTE } from '../../platform/http';
import { allows, type Permission } from './permissions';

export const PERMISSION_OF_ROUTE = 'access:permission';

/** Names the permission that opens a route (or all routes of a controller). */
export const RequirePermission = (permission: Permission) => SetMetadata(PERMISSION_OF_ROUTE, permission);

/** Closed by default: a route without a permission that is not marked open is refused to everybody. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(OPEN_ROUTE, targets)) return true;
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(PERMISSION_OF_ROUTE, targets);
    const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!actor || actor.kind === 'anonymous') throw new AppError('sign-in-required', 401);
    if (!permission || !allows(actor.roles, permission)) throw forbidden();
    return true;
  }
}
