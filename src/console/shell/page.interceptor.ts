import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Config } from '../../platform/config';
import { keepFlash } from './flash';
import { Pages } from './pages.service';
import { Redirect, View } from './view';

/** Turns what a page controller returns into an answer: View → HTML, Redirect → 303; anything else passes untouched. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(
    private readonly pages: Pages,
    private readonly config: Config,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((result: unknown) => this.answer(result, request, reply)));
  }

  private answer(result: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    if (result instanceof View) {
      void reply.status(result.options.status ?? 200);
      if (result.options.again) void reply.header('content-location', result.options.again);
      return this.pages.render(result, request, reply);
    }
    if (result instanceof Redirect) {
      if (result.options.flash) keepFlash(reply, result.options.flash, this.config.publicUrl.startsWith('https:'));
      void reply.status(303).header('location', result.url);
      return '';
    }
    return result;
  }
}
