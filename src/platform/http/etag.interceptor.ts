import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

/** A view that carries `version` gets it as ETag too, so that edits can say what they were based on (If-Match). */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((result: unknown) => {
        const version = (result as { version?: unknown } | null | undefined)?.version;
        if (request.url.startsWith('/api/') && typeof version === 'number') void reply.header('etag', `"${version}"`);
        return result;
      }),
    );
  }
}
