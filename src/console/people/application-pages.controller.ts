import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  CheckApplication,
  CheckApplicationInput,
  DecideApplication,
  DecideApplicationInput,
  FileApplication,
  PublishApplication,
  ReceiveApplication,
} from '../../people/applications';
import { RequirePermission } from '../../trust/access';
import { emptyForm, Forms, oneOrMany, redirect, ticked, type View } from '../shell';
import { ApplicationPage } from './application-page';
import { yuan } from './yuan';

const id = z.uuid();
const words = z.string().trim().min(8).max(1000);
const FileForm = z.strictObject({
  act: z.string().min(1),
  applicantId: id,
  relatedToStaff: ticked,
  urgentGround: words.optional(),
});
const many = oneOrMany(z.string().max(60));
const WriteForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('complete') }),
  z.strictObject({
    act: z.literal('check'),
    ...CheckApplicationInput.shape,
    investigatorIds: oneOrMany(z.uuid()).pipe(CheckApplicationInput.shape.investigatorIds),
  }),
  z.strictObject({ act: z.literal('object'), objection: words }),
  z.strictObject({ act: z.literal('withdraw'), reason: words }),
]);
const ProcessForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('accept') }),
  z.strictObject({ act: z.literal('return'), missing: many.pipe(z.array(z.string()).min(1)) }),
  z.strictObject({ act: z.literal('publish'), amountFen: yuan.optional() }),
  z.strictObject({ act: z.literal('answer'), answer: words }),
  z.strictObject({ act: z.literal('notify') }),
]);
const DecisionForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('forward') }),
  z.strictObject({ act: z.literal('decide'), ...DecideApplicationInput.shape, amountFen: yuan.optional() }),
]);

/** An application from the window to the notice, one form a step (R94). */
@ApiExcludeController()
@Controller('console')
export class ApplicationPages {
  constructor(
    private readonly forms: Forms,
    private readonly page: ApplicationPage,
    private readonly filing: FileApplication,
    private readonly receiving: ReceiveApplication,
    private readonly checking: CheckApplication,
    private readonly publishing: PublishApplication,
    private readonly deciding: DecideApplication,
  ) {}

  @Get('households/:id/applications')
  @RequirePermission('applications:read')
  ofHousehold(@Param('id', { schema: id }) householdId: string): Promise<View> {
    return this.page.ofHousehold(householdId, emptyForm());
  }

  @Post('households/:id/applications')
  @RequirePermission('applications:write')
  file(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, FileForm, {
      act: (typed) => this.filing.execute(householdId, typed),
      done: (row) => redirect(`/console/applications/${row.id}`, { flash: { key: 'applications.done.file' } }),
      again: (form) => this.page.ofHousehold(householdId, form),
    });
  }

  @Get('applications/:id')
  @RequirePermission('applications:read')
  one(@Param('id', { schema: id }) applicationId: string): Promise<View> {
    return this.page.show(applicationId);
  }

  @Post('applications/:id')
  @RequirePermission('applications:write')
  write(@Param('id', { schema: id }) applicationId: string, @Body() body: unknown) {
    return this.submit(applicationId, body, WriteForm, (typed) => {
      if (typed.act === 'complete') return this.receiving.complete(applicationId);
      if (typed.act === 'object') return this.publishing.object(applicationId, typed.objection);
      if (typed.act === 'withdraw') return this.receiving.withdraw(applicationId, typed.reason);
      const { act: _, ...visit } = typed;
      return this.checking.execute(applicationId, visit);
    });
  }

  @Post('applications/:id/process')
  @RequirePermission('applications:process')
  process(@Param('id', { schema: id }) applicationId: string, @Body() body: unknown) {
    return this.submit(applicationId, body, ProcessForm, (typed) => {
      switch (typed.act) {
        case 'accept':
          return this.receiving.accept(applicationId);
        case 'return':
          return this.receiving.giveBack(applicationId, { missing: typed.missing });
        case 'publish':
          return this.publishing.publish(applicationId, { amountFen: typed.amountFen });
        case 'answer':
          return this.publishing.answer(applicationId, { words: typed.answer });
        case 'notify':
          return this.deciding.notify(applicationId);
      }
    });
  }

  @Post('applications/:id/decision')
  @RequirePermission('applications:decide')
  decide(@Param('id', { schema: id }) applicationId: string, @Body() body: unknown) {
    return this.submit(applicationId, body, DecisionForm, (typed) => {
      if (typed.act === 'forward') return this.deciding.forward(applicationId);
      const { act: _, ...decision } = typed;
      return this.deciding.decide(applicationId, decision);
    });
  }

  /** What hangs out at the village, for printing (B15). */
  @Get('applications/:id/sheet')
  @RequirePermission('applications:process')
  sheet(@Param('id', { schema: id }) applicationId: string): Promise<View> {
    return this.page.sheet(applicationId);
  }

  /** What the household gets in its hand (B52). */
  @Get('applications/:id/notice')
  @RequirePermission('applications:process')
  notice(@Param('id', { schema: id }) applicationId: string): Promise<View> {
    return this.page.notice(applicationId);
  }

  private submit<S extends z.ZodType<{ act: string }>>(
    applicationId: string,
    body: unknown,
    schema: S,
    act: (typed: z.output<S>) => Promise<unknown>,
  ) {
    return this.forms.submit(body, schema, {
      act: async (typed) => {
        await act(typed);
        return typed.act;
      },
      done: (made) =>
        redirect(`/console/applications/${applicationId}`, { flash: { key: `applications.done.${made}` } }),
      again: (form) => this.page.show(applicationId, form),
    });
  }
}
