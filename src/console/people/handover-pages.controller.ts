import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  AnswerHandover,
  CaseHolder,
  Cases,
  caseTiers,
  CaseViews,
  handoverReasons,
  OfferHandover,
  OfferInput,
  ReturnInput,
} from '../../people/cases';
import { Households } from '../../people/households';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, view, type View } from '../shell';
import { Choices } from './choices';

const id = z.uuid();
const list = '/console/handovers';
/** The oldest; answering them makes room for the next. */
const SHOWN = 200;

/** Hand-overs between tiers: offer one, answer those that wait (R8–R10). */
@ApiExcludeController()
@Controller('console')
export class HandoverPages {
  constructor(
    private readonly forms: Forms,
    private readonly cases: Cases,
    private readonly holder: CaseHolder,
    private readonly views: CaseViews,
    private readonly offering: OfferHandover,
    private readonly answering: AnswerHandover,
    private readonly choices: Choices,
    private readonly households: Households,
  ) {}

  @Get('cases/:id/handover')
  @RequirePermission('cases:move')
  blank(@Param('id', { schema: id }) caseId: string): Promise<View> {
    return this.offerPage(caseId, emptyForm());
  }

  @Post('cases/:id/handover')
  @RequirePermission('cases:move')
  offer(@Param('id', { schema: id }) caseId: string, @Body() body: unknown) {
    return this.forms.submit(body, OfferInput, {
      act: (input) => this.offering.execute(caseId, input),
      done: () => redirect(`/console/cases/${caseId}`, { flash: { key: 'cases.handover.sent' } }),
      again: (form) => this.offerPage(caseId, form),
    });
  }

  @Get('handovers')
  @RequirePermission('cases:read')
  waiting(): Promise<View> {
    return this.waitingPage(emptyForm());
  }

  @Post('handovers/:id/accept')
  @RequirePermission('cases:move')
  accept(@Param('id', { schema: id }) handoverId: string, @Body() body: unknown) {
    return this.forms.submit(body, z.strictObject({}), {
      act: () => this.answering.accept(handoverId),
      done: ({ caseId }) => redirect(`/console/cases/${caseId}`, { flash: { key: 'cases.handover.accepted' } }),
      again: (form) => this.waitingPage(form),
    });
  }

  @Post('handovers/:id/return')
  @RequirePermission('cases:move')
  giveBack(@Param('id', { schema: id }) handoverId: string, @Body() body: unknown) {
    return this.forms.submit(body, ReturnInput, {
      act: ({ reason }) => this.answering.giveBack(handoverId, reason),
      done: () => redirect(list, { flash: { key: 'cases.handover.returned' } }),
      again: (form) => this.waitingPage(form),
    });
  }

  private async offerPage(caseId: string, form: FormModel): Promise<View> {
    const row = await this.cases.get(caseId);
    this.holder.require(row);
    await this.households.open(row.householdId);
    const model = {
      case: await this.views.one(row),
      form,
      tiers: this.choices.of('cases.tier.', caseTiers),
      reasons: this.choices.of('cases.handover-reason.', handoverReasons),
    };
    return view('console/people/handover-new', model, { title: 'cases.handover.title' });
  }

  private async waitingPage(form: FormModel): Promise<View> {
    const { items } = await this.cases.waitingForMe({ limit: SHOWN });
    const handovers = await this.views.handovers(items);
    return view('console/people/handover-list', { handovers, form }, { title: 'cases.handover.waiting' });
  }
}
