import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, anonymousActor } from '../../platform/database';

/**
 * The machine acting by itself in one district, for one named purpose (design 8.3): handlers, imports, tasks.
 * @param districtCode null: for chores of the whole installation, e.g. loading divisions
 */
export const systemActor = (districtCode: string | null, purpose: string): Actor => ({
  ...anonymousActor(purpose),
  kind: 'system',
  displayName: 'system',
  roles: ['system'],
  districtCodes: districtCode === null ? [] : [districtCode],
});

/** The actor of the request, for controllers. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor =>
    context.switchToHttp().getRequest<FastifyRequest>().actor ?? anonymousActor(),
);
