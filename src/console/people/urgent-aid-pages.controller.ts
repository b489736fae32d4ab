import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  CheckUrgentPapers,
  DecideUrgentPapers,
  FollowPapers,
  GrantUrgentAid,
  GrantUrgentAidInput,
  LookAgainAtDecision,
  LookAgainInput,
  MarkUrgent,
} from '../../people/applications';
import { RequirePermission } from '../../trust/access';
import { Forms, redirect } from '../shell';
import { ApplicationPage } from './application-page';
import { yuan } from './yuan';

const id = z.uuid();
const words = z.string().trim().min(8).max(1000);
const WriteForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('mark'), ...MarkUrgent.shape }),
  z.strictObject({ act: z.literal('complete') }),
]);
const CheckForm = z.strictObject({ ...CheckUrgentPapers.shape, reclaimFen: yuan.optional() });
const DecideForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('grant'), ...GrantUrgentAidInput.shape, amountFen: yuan }),
  z.strictObject({ act: z.literal('decide'), ...DecideUrgentPapers.shape }),
]);
const LookForm = z.strictObject({ lookOutcome: LookAgainInput.shape.outcome, lookGround: words });
const AnswerForm = z.strictObject({ lookAnswer: words });

/** Urgent aid, its papers and the second look on the page of an application, one form a step (B24, B22, R70). */
@ApiExcludeController()
@Controller('console/applications/:id')
export class UrgentAidPages {
  constructor(
    private readonly forms: Forms,
    private readonly page: ApplicationPage,
    private readonly granting: GrantUrgentAid,
    private readonly papers: FollowPapers,
    private readonly looking: LookAgainAtDecision,
  ) {}

  @Post('urgent')
  @RequirePermission('applications:write')
  write(@Param('id', { schema: id }) applicationId: string, @Body() body: unknown) {
    return this.submit(applicationId, body, WriteForm, async (typed) => {
      await (typed.act === 'mark'
        ? this.granting.mark(applicationId, typed.ground)
        : this.papers.complete(applicationId));
      return `urgent-aid.done.${typed.act}`;
    });
  }

  @Post('papers')
  @RequirePermission('applications:process')
  check(@Param('id', { schema: id }) applicationId: string, @Body() body: unknown) {
    return this.submit(applicationId, body, CheckForm, async (typed) => {
      await this.papers.check(applicationId, typed);
      return 'urgent-aid.done.check';
    });
  }

  @Post('urgent-decision')
  @RequirePermission('applications:decide')
  decide(@Param('id', { schema: id }) applicationId: string, @Body() body: unknown) {
    return this.submit(applicationId, body, DecideForm, async (typed) => {
      const { act, ...decision } = typed;
      await ('decision' in decision
        ? this.papers.decide(applicationId, decision)
        : this.granting.grant(applicationId, decision));
      return `urgent-aid.done.${act}`;
    });
  }

  @Post('second-look')
  @RequirePermission('second-looks:decide')
  look(@Param('id', { schema: id }) applicationId: string, @Body() body: unknown) {
    return this.submit(applicationId, body, LookForm, async ({ lookOutcome: outcome, lookGround: ground }) => {
      await this.looking.look(applicationId, { outcome, ground });
      return 'second-looks.done.look';
    });
  }

  @Post('second-look-answer')
  @RequirePermission('applications:process')
  answer(@Param('id', { schema: id }) applicationId: string, @Body() body: unknown) {
    return this.submit(applicationId, body, AnswerForm, async ({ lookAnswer }) => {
      await this.looking.answer(applicationId, lookAnswer);
      return 'second-looks.done.answer';
    });
  }

  private submit<S extends z.ZodType>(
    applicationId: string,
    body: unknown,
    schema: S,
    act: (typed: z.output<S>) => Promise<string>,
  ) {
    return this.forms.submit(body, schema, {
      act,
      done: (key) => redirect(`/console/applications/${applicationId}`, { flash: { key } }),
      again: (form) => this.page.show(applicationId, form),
    });
  }
}
