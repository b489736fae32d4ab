import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiHeader } from '@nestjs/swagger';
import { AppError } from '../errors';

/** Version that an edit was based on, from If-Match: `"7"` → 7. @throws AppError 428 when missing, 412 when senseless */
export const Version = createParamDecorator(
  (_: unknown, context: ExecutionContext): number => {
    const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
    if (header === undefined) throw new AppError('if-match-required', 428);
    const match = /^(?:W\/)?"(\d+)"$/.exec(header);
    if (!match) throw new AppError('stale-version', 412);
    return Number(match[1]);
  },
  [
    (target, handler) => {
      const descriptor = handler && Object.getOwnPropertyDescriptor(target, handler);
      if (descriptor) ApiHeader({ name: 'If-Match', required: true })(target, handler, descriptor);
    },
  ],
);
