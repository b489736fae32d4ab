import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { AppError } from '../../platform/errors';
import { Open } from '../../platform/http';
import { AcceptReferral, DeclineReferral, declineReasons, ProviderLinks } from '../../referral/referrals';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import { ReferralWords } from './referrals-words';

const Answer = z
  .strictObject({
    form: z.string().max(100),
    answer: z.enum(['accept', 'decline']),
    reason: z.string().max(60).optional(),
    message: z.string().trim().max(500).optional(),
  })
  .refine(({ answer, reason }) => answer === 'accept' || reason, { path: ['reason'], error: 'field-required' });
const Answered = z.object({ answer: z.enum(['accept', 'decline']).catch('accept') });

/** A named contact of a provider answers one referral from the signed link of its mail; opening it changes nothing. */
@ApiExcludeController()
@Controller('p')
@Open()
export class ProviderAnswerController {
  constructor(
    private readonly links: ProviderLinks,
    private readonly accepting: AcceptReferral,
    private readonly declining: DeclineReferral,
    private readonly words: ReferralWords,
    private readonly forms: Forms,
  ) {}

  /** The address without its secret part. */
  @Get()
  without(): View {
    return ended(null);
  }

  @Get('answered')
  answered(@Query() query: unknown): View {
    return view('provider-link/answered', { ...Answered.parse(query), phone: null });
  }

  @Get(':token')
  door(@Param('token') token: string): Promise<View> {
    return this.page(token, emptyForm());
  }

  @Post(':token')
  async take(@Param('token') token: string, @Body() body: unknown): Promise<View | Redirect> {
    const { open, phone } = await this.links.find(token);
    if (!open) return ended(phone);
    return this.forms.submit(body, Answer, {
      act: async ({ answer, form, reason = '', message }) => {
        const act = (id: string) =>
          answer === 'accept'
            ? this.accepting.execute(id, message)
            : this.declining.execute(id, { reason, message, shared: false });
        await this.links.answer(open, { token, form }, act).catch(stale);
        return answer;
      },
      done: (answer) => redirect(`/p/answered?answer=${answer}`),
      again: (form) => this.page(token, form),
    });
  }

  /** The question with what C3 releases before acceptance; a dead link looks like one that never was. */
  private async page(token: string, form: FormModel): Promise<View> {
    const { open, phone } = await this.links.find(token);
    if (!open) return ended(phone);
    const { seen, form: secret } = await this.links.look(open, token);
    const { words } = this;
    const facts = {
      number: seen.number,
      service: words.service(seen.needCode),
      township: seen.township,
      age: seen.ageBand,
      languages: words.languages(seen.languages),
      safety: seen.safetyNote,
      message: seen.message,
      due: words.moment(seen.answerDueAt),
    };
    const shown = Object.entries(facts).filter(([, value]) => value !== null);
    return view('provider-link/answer', {
      ...{ token, secret, phone, form, name: open.actor.displayName },
      facts: shown.map(([name, value]) => ({ key: words.text(`provider-link.fact.${name}`), value })),
      reasons: words.choices(
        'referrals.reason',
        declineReasons.map(({ code }) => code),
      ),
    });
  }
}

const ended = (phone: string | null): View => view('provider-link/ended', { phone }, { status: 410 });

/** Somebody was first: the page says so, whatever the version or the state gave away. */
function stale(error: unknown): never {
  if (error instanceof AppError && [404, 410, 412].includes(error.status))
    throw new AppError('provider-form-used', 409);
  throw error;
}
