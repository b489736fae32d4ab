import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { CreateReferral as CreateInput } from './dto/referral.dto';
import { type ReferralLog, referralLogView } from './dto/referral-log.view';
import { ReferralQuery, type ReferralFilter } from './dto/referral-query.dto';
import { type ProviderReferral, referralsView, referralView, type StaffReferral } from './dto/referral.view';
import { ReferralViews } from './referral-views';
import { Referrals } from './referrals.service';
import { CreateReferral } from './use-cases/create-referral.use-case';

const id = z.uuid();

/** Referrals: drafts, lists, one of them, its log (R22). */
@Controller('api/v1/referrals')
export class ReferralsController {
  constructor(
    private readonly referrals: Referrals,
    private readonly creating: CreateReferral,
    private readonly views: ReferralViews,
  ) {}

  @Get()
  @RequirePermission('referrals:read')
  @Answers(200, referralsView)
  async list(@Query({ schema: ReferralQuery }) query: ReferralFilter): Promise<z.infer<typeof referralsView>> {
    const page = await this.referrals.list(query);
    return { items: await this.views.lines(page.items), next: page.next };
  }

  @Post()
  @RequirePermission('referrals:write')
  @Answers(201, referralView)
  async create(@Body({ schema: CreateInput }) input: CreateInput): Promise<StaffReferral | ProviderReferral> {
    return this.views.one(await this.creating.execute(input));
  }

  @Get(':id')
  @RequirePermission('referrals:read')
  @Answers(200, referralView)
  async one(@Param('id', { schema: id }) referralId: string): Promise<StaffReferral | ProviderReferral> {
    return this.views.one(await this.referrals.open(referralId));
  }

  @Get(':id/log')
  @RequirePermission('referrals:read')
  @Answers(200, referralLogView)
  async log(@Param('id', { schema: id }) referralId: string): Promise<ReferralLog> {
    const referral = await this.referrals.open(referralId);
    return this.views.log(referral, await this.referrals.log(referralId));
  }
}
