import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  CheckCommitment,
  CheckCommitmentInput,
  commitmentOutcomes,
  signedHows,
  signerKinds,
  TakeCommitment,
  TakeCommitmentInput,
} from '../../people/commitments';
import { RequirePermission } from '../../trust/access';
import { emptyForm, Forms, oneOrMany, redirect, ticked, type View } from '../shell';
import { CommitmentPage } from './commitment-page';

const id = z.uuid();
const words = z.string().trim().min(8).max(1000);
const ShowForm = z.strictObject({
  waived: oneOrMany(z.string().max(60)).pipe(TakeCommitmentInput.shape.waived),
  signerKind: z.enum(signerKinds),
  signerId: id.optional(),
});
const WriteForm = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('answer'),
    readAloud: ticked.refine((read) => read, { error: 'commitment-read-aloud' }),
    how: z.enum(signedHows),
  }),
  z.strictObject({ act: z.literal('withdraw'), reason: words }),
  z.strictObject({ act: z.literal('contest'), said: words }),
]);
const CheckForm = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('check'),
    outcome: z.enum(commitmentOutcomes),
    ground: CheckCommitmentInput.shape.ground,
  }),
  z.strictObject({ act: z.literal('reply'), answer: z.enum(['not-true', 'true']), reply: words }),
  z.strictObject({ act: z.literal('settle'), next: z.enum(['recheck', 'let-stand']), why: words }),
]);

/** A word in place of papers (R89), from the reading to what follows from it; one form a step. */
@ApiExcludeController()
@Controller('console')
export class CommitmentPages {
  constructor(
    private readonly forms: Forms,
    private readonly page: CommitmentPage,
    private readonly taking: TakeCommitment,
    private readonly checking: CheckCommitment,
  ) {}

  @Get('applications/:id/commitments')
  @RequirePermission('commitments:read')
  ofApplication(@Param('id', { schema: id }) applicationId: string): Promise<View> {
    return this.page.ofApplication(applicationId, emptyForm());
  }

  @Post('applications/:id/commitments')
  @RequirePermission('commitments:write')
  show(@Param('id', { schema: id }) applicationId: string, @Body() body: unknown) {
    return this.forms.submit(body, ShowForm, {
      act: (typed) => this.taking.show(applicationId, typed),
      done: (row) => redirect(`/console/commitments/${row.id}`, { flash: { key: 'commitments.done.show' } }),
      again: (form) => this.page.ofApplication(applicationId, form),
    });
  }

  @Get('commitments/:id')
  @RequirePermission('commitments:read')
  one(@Param('id', { schema: id }) commitmentId: string): Promise<View> {
    return this.page.show(commitmentId);
  }

  @Post('commitments/:id')
  @RequirePermission('commitments:write')
  write(@Param('id', { schema: id }) commitmentId: string, @Body() body: unknown) {
    return this.submit(commitmentId, body, WriteForm, (typed, version) => {
      if (typed.act === 'withdraw') return this.taking.withdraw(commitmentId, version, typed.reason);
      if (typed.act === 'contest') return this.checking.contest(commitmentId, version, { words: typed.said });
      const { act: _, ...answer } = typed;
      return this.taking.answer(commitmentId, version, answer);
    });
  }

  @Post('commitments/:id/check')
  @RequirePermission('commitments:check')
  check(@Param('id', { schema: id }) commitmentId: string, @Body() body: unknown) {
    return this.submit(commitmentId, body, CheckForm, (typed, version) => {
      switch (typed.act) {
        case 'check':
          return this.checking.find(commitmentId, version, { outcome: typed.outcome, ground: typed.ground });
        case 'reply':
          return this.checking.reply(commitmentId, version, { outcome: typed.answer, words: typed.reply });
        case 'settle':
          return this.checking.settle(commitmentId, version, { next: typed.next, ground: typed.why });
      }
    });
  }

  /** What was read and what the word stands for, to be signed on paper. */
  @Get('commitments/:id/print')
  @RequirePermission('commitments:read')
  print(@Param('id', { schema: id }) commitmentId: string): Promise<View> {
    return this.page.print(commitmentId);
  }

  private submit<S extends z.ZodType<{ act: string }>>(
    commitmentId: string,
    body: unknown,
    schema: S,
    act: (typed: z.output<S>, version: number | null) => Promise<unknown>,
  ) {
    return this.forms.submit(body, schema, {
      act: async (typed, { version }) => {
        await act(typed, version);
        return typed.act;
      },
      done: (made) => redirect(`/console/commitments/${commitmentId}`, { flash: { key: `commitments.done.${made}` } }),
      again: (form) => this.page.show(commitmentId, form),
    });
  }
}
