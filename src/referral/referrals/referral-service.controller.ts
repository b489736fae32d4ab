import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import {
  CompleteReferral as CompleteInput,
  ReasonOnly,
  ResumeReferral,
  ScheduleReferral as ScheduleInput,
  StartReferral as StartInput,
} from './dto/referral.dto';
import { type ProviderReferral, referralView, type StaffReferral } from './dto/referral.view';
import { ReferralViews } from './referral-views';
import { CompleteReferral } from './use-cases/complete-referral.use-case';
import { HoldReferral } from './use-cases/hold-referral.use-case';
import { ScheduleReferral } from './use-cases/schedule-referral.use-case';
import { StartReferral } from './use-cases/start-referral.use-case';
import { StopReferral } from './use-cases/stop-referral.use-case';

const id = z.uuid();
type Answer = Promise<StaffReferral | ProviderReferral>;

/** The service itself: when, begun, paused, done, stopped (A11). */
@Controller('api/v1/referrals/:id')
export class ReferralServiceController {
  constructor(
    private readonly views: ReferralViews,
    private readonly completing: CompleteReferral,
    private readonly holding: HoldReferral,
    private readonly scheduling: ScheduleReferral,
    private readonly starting: StartReferral,
    private readonly stopping: StopReferral,
  ) {}

  @Post('schedule')
  @RequirePermission('referrals:serve')
  @Answers(200, referralView)
  async schedule(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: ScheduleInput }) input: z.output<typeof ScheduleInput>,
  ): Answer {
    return this.views.one(await this.scheduling.execute(referralId, new Date(input.scheduledFor)));
  }

  @Post('start')
  @RequirePermission('referrals:serve')
  @Answers(200, referralView)
  async start(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: StartInput }) _nothing: z.output<typeof StartInput>,
  ): Answer {
    return this.views.one(await this.starting.execute(referralId));
  }

  @Post('complete')
  @RequirePermission('referrals:serve')
  @Answers(200, referralView)
  async complete(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: CompleteInput }) input: z.output<typeof CompleteInput>,
  ): Answer {
    return this.views.one(await this.completing.execute(referralId, input.note));
  }

  @Post('hold')
  @RequirePermission('referrals:pause')
  @Answers(200, referralView)
  async hold(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: ReasonOnly }) input: z.output<typeof ReasonOnly>,
  ): Answer {
    return this.views.one(await this.holding.hold(referralId, input.reason));
  }

  @Post('resume')
  @RequirePermission('referrals:pause')
  @Answers(200, referralView)
  async resume(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: ResumeReferral }) input: z.output<typeof ResumeReferral>,
  ): Answer {
    return this.views.one(await this.holding.resume(referralId, input.reason));
  }

  @Post('stop')
  @RequirePermission('referrals:pause')
  @Answers(200, referralView)
  async stop(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: ReasonOnly }) input: z.output<typeof ReasonOnly>,
  ): Answer {
    return this.views.one(await this.stopping.execute(referralId, input.reason));
  }
}
