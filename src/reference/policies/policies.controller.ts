import { Controller, Get, Param } from '@nestjs/common';
import type { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Answers } from '../../platform/http';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { packsView, packView, type PackView, viewPack, viewPackHead } from './dto/pack.view';
import { Policies } from './policies.service';
import { layeredRows } from './row-layers';

/** The policy packs, each row with its citation and mark (R2). */
@Controller('api/v1/policy-packs')
@RequirePermission('packs:read')
export class PoliciesController {
  constructor(private readonly policies: Policies) {}

  @Get()
  @Answers(200, packsView)
  list(@CurrentActor() { districtCodes }: Actor): z.infer<typeof packsView> {
    const packs = this.policies.all();
    return { items: packs.map((pack) => viewPackHead(pack, this.policies.runsOn(pack, districtCodes))), next: null };
  }

  @Get(':code')
  @Answers(200, packView)
  one(@Param('code') code: string, @CurrentActor() { districtCodes }: Actor): PackView {
    const pack = this.policies.pack(code);
    const rows = layeredRows(pack, (one) => this.policies.under(one));
    return viewPack(pack, this.policies.runsOn(pack, districtCodes), rows);
  }
}
