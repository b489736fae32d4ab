import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { MissedBenefitQuery, MissedBenefits } from '../../people/missed-benefits';
import { RequirePermission } from '../../trust/access';
import { schemaInput, type View, view } from '../shell';
import { ApplicationForms } from './application-forms';

/** How many forms one press prints; each file counts as opened (C3). */
export const FORMS_A_PAGE = 20;

/** Application forms to be printed: of one household, or of a page of the list of missed benefits (R31). */
@ApiExcludeController()
@Controller('console')
export class ApplicationFormPages {
  constructor(
    private readonly forms: ApplicationForms,
    private readonly missed: MissedBenefits,
  ) {}

  @Get('households/:id/entitlements/forms')
  @RequirePermission('households:print')
  async ofHousehold(@Param('id', { schema: z.uuid() }) householdId: string): Promise<View> {
    return printed(await this.forms.of(householdId, null));
  }

  /** Those of the page of the list with the same filters. */
  @Get('missed-benefits/forms')
  @RequirePermission('households:print')
  async ofList(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = MissedBenefitQuery.safeParse({ ...schemaInput(typed), limit: FORMS_A_PAGE });
    const { items } = await this.missed.list(
      parsed.success ? parsed.data : MissedBenefitQuery.parse({ limit: FORMS_A_PAGE }),
    );
    const pages = [];
    for (const householdId of new Set(items.map((item) => item.householdId))) {
      const lines = items.filter((item) => item.householdId === householdId).map(({ id }) => id);
      pages.push(...(await this.forms.of(householdId, lines)));
    }
    return printed(pages);
  }
}

function printed(forms: object[]): View {
  return view('print/application-forms', { forms }, { title: 'application-forms.title', layout: 'print/layout' });
}
