import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { anonymousActor, Transactions } from '../../platform/database';
import { AppError } from '../../platform/errors';
import { Pages, type View, view } from '../shell';
import { HouseholdHelp } from './household-help';

/** What to say, by the code of the refusal; everything else is "this did not work". */
const PAGES: Readonly<Record<string, string>> = {
  'household-link-ended': 'link-ended',
  'household-link-locked': 'link-locked',
  'sign-in-required': 'signed-out',
  'form-expired': 'signed-out',
};

/** Refusals on household pages: said plainly, in large type, with the number to ring; never the staff's sign-in page. */
@Catch(AppError)
export class HouseholdErrorsFilter implements ExceptionFilter {
  constructor(
    private readonly pages: Pages,
    private readonly help: HouseholdHelp,
    private readonly transactions: Transactions,
  ) {}

  async catch(error: AppError, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const page = this.page(error, await this.phone(request));
    const html = this.pages.render(page, request, reply);
    void reply.status(error.status).send(html);
  }

  private page(error: AppError, phone: string | null): View {
    const kind = PAGES[error.code] ?? (error.status === 429 ? 'too-often' : 'not-now');
    return view(
      'household/refusal',
      { kind, phone },
      { title: `household.refusal.${kind}.title`, status: error.status },
    );
  }

  private phone(request: FastifyRequest): Promise<string | null> {
    const { token } = request.params as { token?: string };
    const { actor } = request;
    if (actor?.kind === 'household' || !token) return this.help.phoneFor(actor);
    const ask = () => this.help.phoneBehind(token);
    return this.transactions.runApart(anonymousActor('household-page'), ask, { readOnly: true });
  }
}
