import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppError } from '../../platform/errors';
import { asAppError, noteRefusal, ProblemFilter, retryAfter, SeeOther } from '../../platform/http';
import { Texts } from '../../platform/i18n';
import { DISTRICT_PAGE, NEW_PASSWORD_PAGE } from '../../trust/access';
import { keptForm } from './kept-form';
import { ownAddress, pageLocale } from './page-locale';
import { Pages } from './pages.service';
import { secondFactorAddress } from './second-factor-page';
import { signInPage } from './sign-in-page';
import { type View, view } from './view';

const MACHINE_PATHS = /^\/(api|hsds|fhir|health|metrics|assets)(\/|$|\?)/;
const OWN_PAGES = new Set([403, 404, 409, 410, 413, 429]);

/** Errors of pages are pages: what happened, the number to quote, a way on. Machines get problem details. */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('pages');
  private readonly problems: ProblemFilter;

  constructor(
    private readonly pages: Pages,
    private readonly texts: Texts,
  ) {
    this.problems = new ProblemFilter(texts);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof SeeOther || MACHINE_PATHS.test(request.url)) return this.problems.catch(error, host);
    const refusal = asAppError(error);
    if (refusal?.status === 401) return this.askForSignIn(request, reply);
    if (refusal?.code === 'second-factor-enrolment-required') return this.askForSecondFactor(request, reply);
    if (refusal?.code === 'district-needed') return this.askForDistrict(request, reply);
    if (refusal?.code === 'password-change-required') return this.askForNewPassword(request, reply);
    if (!refusal)
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error), request.id);
    noteRefusal(this.logger, refusal, request);
    const page = this.errorPage(refusal, request);
    retryAfter(refusal, reply);
    try {
      const html = this.pages.render(page, request, reply);
      void reply.status(page.options.status ?? 500).send(html);
    } catch (broken) {
      this.problems.catch(broken, host);
    }
  }

  /** A login that ended must not cost what was typed: the posted form travels through the sign-in page. */
  private askForSignIn(request: FastifyRequest, reply: FastifyReply): void {
    const next = ownAddress(request.url);
    if (request.method !== 'POST') {
      void reply
        .status(303)
        .header('location', `/console/sign-in?next=${encodeURIComponent(next)}`)
        .send();
      return;
    }
    const kept = keptForm(request);
    const page = signInPage({
      next: kept ? '/console' : ownAddress(request.url.split('?')[0]),
      kept,
      expired: true,
      status: 401,
    });
    const html = this.pages.render(page, request, reply);
    void reply.status(401).send(html);
  }

  /** A form of an account that lacks its second factor goes the way of one whose login ended: nothing is lost. */
  private askForSecondFactor(request: FastifyRequest, reply: FastifyReply): void {
    if (request.method === 'POST') return this.askForSignIn(request, reply);
    void reply
      .status(303)
      .header('location', secondFactorAddress(ownAddress(request.url)))
      .send();
  }

  /** A form that was being sent goes the way of one whose login ended: nothing is lost. */
  private askForDistrict(request: FastifyRequest, reply: FastifyReply): void {
    if (request.method === 'POST') return this.askForSignIn(request, reply);
    const next = new URLSearchParams({ next: ownAddress(request.url) });
    void reply.status(303).header('location', `${DISTRICT_PAGE}?${next.toString()}`).send();
  }

  private askForNewPassword(request: FastifyRequest, reply: FastifyReply): void {
    if (request.method === 'POST') return this.askForSignIn(request, reply);
    void reply.status(303).header('location', NEW_PASSWORD_PAGE).send();
  }

  private errorPage(refusal: AppError | undefined, request: FastifyRequest): View {
    const status = refusal?.status ?? 500;
    const kind = OWN_PAGES.has(status) ? String(status) : status < 500 ? 'other' : '500';
    const said = refusal && this.texts.has(`errors.${refusal.code}`) ? this.say(refusal) : null;
    const general = this.texts.t(pageLocale(), `shell.error-pages.${kind}.text`);
    const model = {
      text: general,
      reason: said === general ? null : said,
      id: request.id,
      home: request.actor?.kind === 'user' ? '/console' : '/',
    };
    return view('console/shell/error', model, { status, title: `shell.error-pages.${kind}.title` });
  }

  private say(refusal: AppError): string {
    return this.texts.t(pageLocale(), `errors.${refusal.code}`, refusal.details.params);
  }
}
