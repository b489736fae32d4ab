import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Households } from '../../people/households';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { ReviewGround as ReviewInput } from './dto/referral.dto';
import { sharedDataView, type SharedDataView, viewShared } from './dto/disclosures.view';
import { SharedData } from './disclosures.service';
import { ReviewGround } from './use-cases/review-ground.use-case';

const reviewView = z.object({ id: z.uuid(), legalReview: z.string().nullable() });

/** What was shared of a household already, with whom and when (A11). */
@Controller('api/v1')
export class SharedDataController {
  constructor(
    private readonly shared: SharedData,
    private readonly households: Households,
    private readonly reviewing: ReviewGround,
  ) {}

  @Get('households/:id/shared')
  @RequirePermission('consents:read')
  @Answers(200, sharedDataView)
  async list(@Param('id', { schema: z.uuid() }) householdId: string): Promise<SharedDataView> {
    await this.households.open(householdId);
    return viewShared(await this.shared.of(householdId));
  }

  /** Somebody else than who chose the ground says whether it held. */
  @Post('referrals/:id/review-ground')
  @RequirePermission('referrals:resolve')
  @HttpCode(200)
  @Answers(200, reviewView)
  async review(
    @Param('id', { schema: z.uuid() }) referralId: string,
    @Body({ schema: ReviewInput }) input: ReviewInput,
  ): Promise<z.infer<typeof reviewView>> {
    const { id, legalReview } = await this.reviewing.execute(referralId, input);
    return { id, legalReview };
  }
}
