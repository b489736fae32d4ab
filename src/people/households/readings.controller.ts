import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { pageQuery } from '../../platform/database';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { type HouseholdReading, readingGround, Readings } from '../../trust/audit';
import { Households } from './households.service';

const householdId = z.uuid();
const query = z.strictObject(pageQuery);
const readingView = z
  .object({
    at: z.iso.datetime(),
    role: z.string().nullable(),
    office: z.string().nullable(),
    kind: z.string(),
    action: z.string(),
    fields: z.array(z.string()),
    breakGlass: z.boolean(),
    ground: readingGround,
  })
  .meta({ id: 'HouseholdReading' });
const readingsView = z.object({ items: z.array(readingView), next: z.string().nullable() });

/** Who looked at a file (C2): what the household sees on its own page, for the worker beside it. */
@Controller('api/v1/households/:id/readings')
export class ReadingsController {
  constructor(
    private readonly households: Households,
    private readonly readings: Readings,
  ) {}

  /** @throws AppError 404 out of reach */
  @Get()
  @RequirePermission('households:read')
  @Answers(200, readingsView)
  async list(
    @Param('id', { schema: householdId }) id: string,
    @Query({ schema: query }) page: z.infer<typeof query>,
  ): Promise<z.infer<typeof readingsView>> {
    await this.households.open(id);
    const { items, next } = await this.readings.ofHousehold(id, page);
    return { items: items.map(viewReading), next };
  }
}

const viewReading = ({ at, role, office, kind, action, fields, breakGlass, ground }: HouseholdReading) => ({
  ...{ at: at.toISOString(), role, office, kind, action, fields, breakGlass, ground },
});
