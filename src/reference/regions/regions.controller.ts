import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { Open } from '../../trust/access';
import { regionView, regionsView, viewRegion } from './region.view';
import { Regions } from './regions.service';

const regionId = z.coerce.number().int().positive().max(2_147_483_647);
const listQuery = z.strictObject({ parent: regionId.optional() });

/** Divisions for address pickers; public knowledge, so open. */
@Controller('api/v1/regions')
export class RegionsController {
  constructor(private readonly regions: Regions) {}

  /** What lies directly below `parent` (an id); without it the provinces. */
  @Get()
  @Open()
  @Answers(200, regionsView)
  async list(@Query({ schema: listQuery }) query: z.infer<typeof listQuery>): Promise<z.infer<typeof regionsView>> {
    return { items: (await this.regions.children(query.parent ?? null)).map(viewRegion) };
  }

  @Get(':id')
  @Open()
  @Answers(200, regionView)
  async one(@Param('id', { schema: regionId }) id: number): Promise<z.infer<typeof regionView>> {
    return viewRegion(await this.regions.byId(id));
  }
}
