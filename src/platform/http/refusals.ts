import type { LoggerService } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AppError } from '../errors';

const TOLD = new Set([403, 429]);

/**
 * Leaves a line in the log when somebody asks for what they may not, or too often (ASVS 5.0 16.3.2, 16.3.3): who, which
 * route and why. The route as it is declared, since addresses may carry the secret of a link. Refused sign-ins stand on
 * the record; a row out of reach is not found, like one that never was.
 */
export function noteRefusal(logger: LoggerService, refusal: AppError | undefined, request: FastifyRequest): void {
  if (!refusal || !TOLD.has(refusal.status)) return;
  const who = request.actor?.userId ?? request.actor?.kind ?? 'anonymous';
  const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
  logger.warn(`Refused (${refusal.status} ${refusal.code}): ${route} by ${who}, request ${request.id}`);
}
