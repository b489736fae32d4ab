import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Answers } from '../../platform/http';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { Consents } from './consents.service';
import { AnswerConsent, CreateConsent, WithdrawConsent as WithdrawInput } from './dto/consent.dto';
import { consentsView, type ConsentView, consentView, viewConsent } from './dto/consent.view';
import { AnswerConsentSheet } from './use-cases/answer-consent.use-case';
import { AskConsent } from './use-cases/ask-consent.use-case';
import { WithdrawConsent } from './use-cases/withdraw-consent.use-case';

const id = z.uuid();

/** Consents of a household (R98). */
@Controller('api/v1')
export class ConsentsController {
  constructor(
    private readonly consents: Consents,
    private readonly households: Households,
    private readonly asking: AskConsent,
    private readonly answering: AnswerConsentSheet,
    private readonly withdrawal: WithdrawConsent,
  ) {}

  @Get('households/:id/consents')
  @RequirePermission('consents:read')
  @Answers(200, consentsView)
  async list(
    @Param('id', { schema: id }) householdId: string,
    @CurrentActor() actor: Actor,
  ): Promise<z.infer<typeof consentsView>> {
    await this.households.open(householdId);
    const consents = await this.consents.ofHousehold(householdId);
    return { items: consents.map((consent) => viewConsent(consent, actor.roles)) };
  }

  @Post('households/:id/consents')
  @RequirePermission('consents:write')
  @Answers(201, consentView)
  async create(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: CreateConsent }) input: CreateConsent,
    @CurrentActor() actor: Actor,
  ): Promise<ConsentView> {
    return viewConsent(await this.asking.execute(householdId, input), actor.roles);
  }

  @Get('consents/:id')
  @RequirePermission('consents:read')
  @Answers(200, consentView)
  async one(@Param('id', { schema: id }) consentId: string, @CurrentActor() actor: Actor): Promise<ConsentView> {
    return viewConsent(await this.consents.get(consentId), actor.roles);
  }

  @Post('consents/:id/give')
  @RequirePermission('consents:write')
  @Answers(200, consentView)
  async give(
    @Param('id', { schema: id }) consentId: string,
    @Body({ schema: AnswerConsent }) answer: AnswerConsent,
    @CurrentActor() actor: Actor,
  ): Promise<ConsentView> {
    return viewConsent(await this.answering.give(consentId, answer), actor.roles);
  }

  @Post('consents/:id/refuse')
  @RequirePermission('consents:write')
  @Answers(200, consentView)
  async refuse(
    @Param('id', { schema: id }) consentId: string,
    @Body({ schema: AnswerConsent }) answer: AnswerConsent,
    @CurrentActor() actor: Actor,
  ): Promise<ConsentView> {
    return viewConsent(await this.answering.refuse(consentId, answer), actor.roles);
  }

  @Post('consents/:id/withdraw')
  @RequirePermission('consents:write')
  @Answers(200, consentView)
  async withdraw(
    @Param('id', { schema: id }) consentId: string,
    @Body({ schema: WithdrawInput }) input: WithdrawInput,
    @CurrentActor() actor: Actor,
  ): Promise<ConsentView> {
    return viewConsent(await this.withdrawal.execute(consentId, input.reason), actor.roles);
  }
}
