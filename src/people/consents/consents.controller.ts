import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { ConsentViews } from './consent-views';
import { Consents } from './consents.service';
import { AnswerConsent, CreateConsent, WithdrawConsent as WithdrawInput } from './dto/consent.dto';
import { consentsView, type ConsentView, consentView } from './dto/consent.view';
import { AnswerConsentSheet } from './use-cases/answer-consent.use-case';
import { AskConsent } from './use-cases/ask-consent.use-case';
import { WithdrawConsent } from './use-cases/withdraw-consent.use-case';

const id = z.uuid();

/** Consents of a household (R98). */
@Controller('api/v1')
export class ConsentsController {
  constructor(
    private readonly consents: Consents,
    private readonly views: ConsentViews,
    private readonly households: Households,
    private readonly asking: AskConsent,
    private readonly answering: AnswerConsentSheet,
    private readonly withdrawal: WithdrawConsent,
  ) {}

  @Get('households/:id/consents')
  @RequirePermission('consents:read')
  @Answers(200, consentsView)
  async list(@Param('id', { schema: id }) householdId: string): Promise<z.infer<typeof consentsView>> {
    await this.households.open(householdId);
    return { items: await this.views.list(await this.consents.ofHousehold(householdId)) };
  }

  @Post('households/:id/consents')
  @RequirePermission('consents:write')
  @Answers(201, consentView)
  async create(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: CreateConsent }) input: CreateConsent,
  ): Promise<ConsentView> {
    return this.views.one(await this.asking.execute(householdId, input));
  }

  @Get('consents/:id')
  @RequirePermission('consents:read')
  @Answers(200, consentView)
  async one(@Param('id', { schema: id }) consentId: string): Promise<ConsentView> {
    const consent = await this.consents.get(consentId);
    await this.households.open(consent.householdId);
    return this.views.one(consent);
  }

  @Post('consents/:id/give')
  @RequirePermission('consents:write')
  @Answers(200, consentView)
  async give(
    @Param('id', { schema: id }) consentId: string,
    @Body({ schema: AnswerConsent }) answer: AnswerConsent,
  ): Promise<ConsentView> {
    return this.views.one(await this.answering.give(consentId, answer));
  }

  @Post('consents/:id/refuse')
  @RequirePermission('consents:write')
  @Answers(200, consentView)
  async refuse(
    @Param('id', { schema: id }) consentId: string,
    @Body({ schema: AnswerConsent }) answer: AnswerConsent,
  ): Promise<ConsentView> {
    return this.views.one(await this.answering.refuse(consentId, answer));
  }

  @Post('consents/:id/withdraw')
  @RequirePermission('consents:write')
  @Answers(200, consentView)
  async withdraw(
    @Param('id', { schema: id }) consentId: string,
    @Body({ schema: WithdrawInput }) input: WithdrawInput,
  ): Promise<ConsentView> {
    return this.views.one(await this.withdrawal.execute(consentId, input.reason));
  }
}
