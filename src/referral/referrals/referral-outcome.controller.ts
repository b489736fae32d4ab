import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import {
  CloseReferral as CloseInput,
  ConfirmReferral as ConfirmInput,
  DisputeReferral as DisputeInput,
  ResolveReferral as ResolveInput,
} from './dto/referral.dto';
import { type ProviderReferral, referralView, type StaffReferral } from './dto/referral.view';
import { ReferralViews } from './referral-views';
import { CloseReferral } from './use-cases/close-referral.use-case';
import { ConfirmReferral } from './use-cases/confirm-referral.use-case';
import { DisputeReferral } from './use-cases/dispute-referral.use-case';
import { ResolveReferral } from './use-cases/resolve-referral.use-case';

const id = z.uuid();
type Answer = Promise<StaffReferral | ProviderReferral>;

/** What became of it: the household's word, disputes, the end (I7). */
@Controller('api/v1/referrals/:id')
export class ReferralOutcomeController {
  constructor(
    private readonly views: ReferralViews,
    private readonly closing: CloseReferral,
    private readonly confirming: ConfirmReferral,
    private readonly disputing: DisputeReferral,
    private readonly resolving: ResolveReferral,
  ) {}

  @Post('confirm')
  @RequirePermission('referrals:write')
  @Answers(200, referralView)
  async confirm(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: ConfirmInput }) input: z.output<typeof ConfirmInput>,
  ): Answer {
    return this.views.one(await this.confirming.execute(referralId, input));
  }

  @Post('dispute')
  @RequirePermission('referrals:write')
  @Answers(200, referralView)
  async dispute(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: DisputeInput }) input: z.output<typeof DisputeInput>,
  ): Answer {
    return this.views.one(await this.disputing.execute(referralId, input.text));
  }

  @Post('resolve')
  @RequirePermission('referrals:resolve')
  @Answers(200, referralView)
  async resolve(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: ResolveInput }) input: z.output<typeof ResolveInput>,
  ): Answer {
    return this.views.one(await this.resolving.execute(referralId, input));
  }

  @Post('close')
  @RequirePermission('referrals:close')
  @Answers(200, referralView)
  async close(
    @Param('id', { schema: id }) referralId: string,
    @Body({ schema: CloseInput }) input: z.output<typeof CloseInput>,
  ): Answer {
    return this.views.one(await this.closing.execute(referralId, input));
  }
}
