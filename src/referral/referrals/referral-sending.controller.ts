import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import {
  AcceptReferral as AcceptInput,
  ConsentReferral as ConsentInput,
  DeclineReferral as DeclineInput,
  ForwardReferral as ForwardInput,
  ReasonOnly,
  SendReferral as SendInput,
} from './dto/referral.dto';
import { type ProviderReferral, referralView, type StaffReferral } from './dto/referral.view';
import { ReferralViews } from './referral-views';
import { AcceptReferral } from './use-cases/accept-referral.use-case';
import { ConsentReferral } from './use-cases/consent-referral.use-case';
import { DeclineReferral } from './use-cases/decline-referral.use-case';
import { ForwardReferral } from './use-cases/forward-referral.use-case';
import { RecallReferral } from './use-cases/recall-referral.use-case';
import { SendReferral } from './use-cases/send-referral.use-case';

const id = z.uuid();
type Answer = Promise<StaffReferral | ProviderReferral>;

/** From a draft to an answer, and the ways back (R22). */
@Controller('api/v1/referrals/:id')
export class ReferralSendingController {
  constructor(
    private readonly views: ReferralViews,
    private readonly accepting: AcceptReferral,
    private readonly consenting: ConsentReferral,
    private readonly declining: DeclineReferral,
    private readonly forwarding: ForwardReferral,
    private readonly recalling: RecallReferral,
    private readonly sending: SendReferral,
  ) {}

  @Post('consent')
  @RequirePermission('referrals:write')
  @Answers(200, referralView)
  async consent(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: ConsentInput }) input: z.output<typeof ConsentInput>,
  ): Answer {
    return this.views.one(await this.consenting.execute(referralId, input));
  }

  @Post('send')
  @RequirePermission('referrals:write')
  @Answers(200, referralView)
  async send(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: SendInput }) input: z.output<typeof SendInput>,
  ): Answer {
    return this.views.one(await this.sending.execute(referralId, input));
  }

  @Post('accept')
  @RequirePermission('referrals:answer')
  @Answers(200, referralView)
  async accept(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: AcceptInput }) input: z.output<typeof AcceptInput>,
  ): Answer {
    return this.views.one(await this.accepting.execute(referralId, input.message));
  }

  @Post('decline')
  @RequirePermission('referrals:answer')
  @Answers(200, referralView)
  async decline(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: DeclineInput }) input: z.output<typeof DeclineInput>,
  ): Answer {
    return this.views.one(await this.declining.execute(referralId, input));
  }

  @Post('forward')
  @RequirePermission('referrals:write')
  @Answers(200, referralView)
  async forward(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: ForwardInput }) input: z.output<typeof ForwardInput>,
  ): Answer {
    return this.views.one(await this.forwarding.execute(referralId, input));
  }

  @Post('recall')
  @RequirePermission('referrals:write')
  @Answers(200, referralView)
  async recall(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: ReasonOnly }) input: z.output<typeof ReasonOnly>,
  ): Answer {
    return this.views.one(await this.recalling.execute(referralId, input.reason));
  }
}
