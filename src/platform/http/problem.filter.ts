import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Texts } from '../i18n';
import { asAppError, problemOf, retryAfter } from './problem';
import { noteRefusal } from './refusals';
import { requestContext } from './request-context';
import { SeeOther } from './see-other';

/** Turns every error of the API into problem details. A fault of ours says only its request id; the log has the rest. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly texts: Texts) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    if (error instanceof SeeOther) {
      void reply.status(303).header('location', error.location).send();
      return;
    }
    const refusal = asAppError(error);
    if (!refusal)
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error), request.id);
    noteRefusal(this.logger, refusal, request);
    const locale = requestContext.getStore()?.locale ?? 'zh-CN';
    const problem = problemOf(refusal, (key, params) => this.texts.t(locale, key, params), request.id);
    retryAfter(refusal, reply);
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-language', locale)
      .send(JSON.stringify(problem));
  }
}
