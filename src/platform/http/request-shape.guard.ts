import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors';

const PARAMETERS = 60;
const DEPTH = 16;
const FIELDS = 5000;

/**
 * No input of ours has more parameters, fields or levels than this (ASVS 5.0 4.1, 15.3); what has is no mistake. The size
 * of a body and of an address is limited before, while it is read.
 */
@Injectable()
export class RequestShapeGuard implements CanActivate {
  /** @throws AppError 400 `too-many-parameters` or `body-too-deep` */
  canActivate(context: ExecutionContext): boolean {
    const { query, body } = context.switchToHttp().getRequest<FastifyRequest>();
    if (Object.keys(query ?? {}).length > PARAMETERS) throw new AppError('too-many-parameters', 400);
    checkBody(body);
    return true;
  }
}

/** Level by level, so that a deep body cannot exhaust the stack. */
function checkBody(body: unknown): void {
  let level: unknown[] = [body];
  let fields = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH) throw new AppError('body-too-deep', 400);
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null && !Buffer.isBuffer(value) ? Object.values(value) : [],
    );
    fields += level.length;
    if (fields > FIELDS) throw new AppError('too-many-parameters', 400);
  }
}
