import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { ApplicationViews } from './application-views';
import { Applications } from './applications.service';
import { PaymentQuery } from './dto/application.dto';
import { paymentsView } from './dto/application.view';

/** What granted applications let flow, for those who pay (B10). */
@Controller('api/v1/benefit-payments')
export class BenefitPaymentsController {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
  ) {}

  @Get()
  @RequirePermission('benefit-payments:read')
  @Answers(200, paymentsView)
  async list(@Query({ schema: PaymentQuery }) query: PaymentQuery): Promise<z.infer<typeof paymentsView>> {
    const { items, next } = await this.applications.paymentList(query);
    return { items: await this.views.paid(items), next };
  }
}
