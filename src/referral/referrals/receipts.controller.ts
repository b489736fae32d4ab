import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Consents, ConsentSittings, ConsentViews, ReceiptQuery } from '../../people/consents';
import { Households } from '../../people/households';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { SharedData } from './disclosures.service';
import { receiptView, type ReceiptView, viewByLaw } from './dto/receipt.view';

/** The receipt of a consent, beside it what the law lets be shared without one (R98, PIPL 13, 17). */
@Controller('api/v1/consents/:id/receipt')
export class ReceiptsController {
  constructor(
    private readonly consents: Consents,
    private readonly sittings: ConsentSittings,
    private readonly views: ConsentViews,
    private readonly shared: SharedData,
    private readonly households: Households,
  ) {}

  @Get()
  @RequirePermission('consents:read')
  @Answers(200, receiptView)
  async receipt(
    @Param('id', { schema: z.uuid() }) consentId: string,
    @Query({ schema: ReceiptQuery }) { digest }: z.output<typeof ReceiptQuery>,
  ): Promise<ReceiptView> {
    const { sittingId, householdId } = await this.consents.get(consentId);
    await this.households.open(householdId);
    const receipt = await this.sittings.receipt(sittingId);
    const byLaw = viewByLaw(await this.shared.onPaper(householdId));
    return { ...(await this.views.receipt(receipt, digest)), byLaw };
  }
}
