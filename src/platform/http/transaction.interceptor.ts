import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { type Actor, anonymousActor, Transactions } from '../database';
import { AppError } from '../errors';
import { Idempotency, requiredKey } from './idempotency';
import { AfterRequest } from './after-request';
import { SeeOther } from './see-other';

const OWN_TRANSACTION = 'http:own-transaction';

/** For routes that open their transactions themselves (sign-in, health, uploads in batches) and need no key. */
export const OwnTransaction = () => SetMetadata(OWN_TRANSACTION, true);

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Where the result of a handler can be read again: the view's `self`, the address that the page redirects to, or the
 * one that stands in for a page which is shown once.
 */
function locationOf(result: unknown, reply: FastifyReply): string | null {
  const redirect = reply.getHeader('location') ?? reply.getHeader('content-location');
  if (typeof redirect === 'string') return redirect;
  const self = (result as { self?: unknown } | null | undefined)?.self;
  return typeof self === 'string' ? self : null;
}

/**
 * One request = one transaction of its actor. Reading methods run READ ONLY, so that no GET can change anything; what
 * a GET has to put on the record is written apart, before the answer leaves (AfterRequest).
 */
@Injectable()
export class TransactionInterceptor implements NestInterceptor {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly reflector: Reflector,
    private readonly afterRequest: AfterRequest,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (this.reflector.getAllAndOverride<boolean>(OWN_TRANSACTION, [context.getHandler(), context.getClass()])) {
      return next.handle();
    }
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const actor = request.actor ?? anonymousActor();
    const handle = () => lastValueFrom(next.handle(), { defaultValue: undefined });
    return from(READING.has(request.method) ? this.read(actor, handle) : this.change(actor, request, reply, handle));
  }

  private async read(actor: Actor, handle: () => Promise<unknown>): Promise<unknown> {
    return this.afterRequest.collect(actor, () => this.transactions.run(actor, handle, { readOnly: true }));
  }

  private async change(
    actor: Actor,
    request: FastifyRequest,
    reply: FastifyReply,
    handle: () => Promise<unknown>,
  ): Promise<unknown> {
    if (request.method !== 'POST') return this.transactions.run(actor, handle);
    const isApi = request.url.startsWith('/api/');
    const fields = request.body as { _key?: unknown } | null | undefined;
    const query = request.query as { _key?: unknown };
    const key = requiredKey(isApi ? request.headers['idempotency-key'] : (fields?._key ?? query._key));
    const digest = this.idempotency.digest(request);
    return this.transactions
      .run(actor, async () => {
        const earlier = await this.idempotency.claim(key, digest);
        if (earlier) return { replay: earlier };
        const result = await handle();
        // A form that is shown again with its errors has done nothing: the next attempt must not count as a repeat.
        if (reply.statusCode >= 400) throw new Unfinished(result);
        await this.idempotency.finish(key, reply.statusCode, locationOf(result, reply));
        return { result };
      })
      .then((outcome) => ('result' in outcome ? outcome.result : this.replay(request, reply, outcome.replay, isApi)))
      .catch((error: unknown) => {
        if (error instanceof Unfinished) return error.result;
        throw error;
      });
  }

  /** Renders the stored resource under today's rights, by reading it like anybody would. */
  private async replay(
    request: FastifyRequest,
    reply: FastifyReply,
    stored: { status: number | null; location: string | null },
    isApi: boolean,
  ): Promise<unknown> {
    if (!stored.location) {
      void reply.status(stored.status ?? 204);
      return undefined;
    }
    if (!isApi) throw new SeeOther(stored.location);
    const { authorization, 'accept-language': language } = request.headers;
    const answer = await request.server.inject({
      method: 'GET',
      url: stored.location,
      headers: { ...(authorization && { authorization }), ...(language && { 'accept-language': language }) },
    });
    if (answer.statusCode >= 400) throw new AppError('not-found', 404);
    void reply.status(stored.status ?? 200).header('idempotent-replay', 'true');
    return answer.json();
  }
}

class Unfinished extends Error {
  constructor(readonly result: unknown) {
    super('rolled back: the form is shown again');
  }
}
