import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Adoptions } from './adoptions.service';
import { AdoptionQuery, AdoptionReason, AskAdoption as AskInput } from './dto/adoption.dto';
import { adoptionsView, adoptionView, type AdoptionView, viewAdoption } from './dto/adoption.view';
import { AskAdoption } from './use-cases/ask-adoption.use-case';
import { DecideAdoption } from './use-cases/decide-adoption.use-case';
import { WithdrawAdoption } from './use-cases/withdraw-adoption.use-case';

const id = z.uuid();
const nothing = z.strictObject({});

/** From a simulated draft to a version of the pack, by two people (R2). */
@Controller('api/v1/pack-adoptions')
export class AdoptionsController {
  constructor(
    private readonly adoptions: Adoptions,
    private readonly asking: AskAdoption,
    private readonly deciding: DecideAdoption,
    private readonly withdrawing: WithdrawAdoption,
  ) {}

  @Get()
  @RequirePermission('adoptions:read')
  @Answers(200, adoptionsView)
  async list(@Query({ schema: AdoptionQuery }) query: AdoptionQuery): Promise<z.infer<typeof adoptionsView>> {
    const { items, next } = await this.adoptions.list(query);
    return { items: items.map(viewAdoption), next };
  }

  @Post()
  @RequirePermission('adoptions:ask')
  @Answers(201, adoptionView)
  async ask(@Body({ schema: AskInput }) input: AskInput): Promise<AdoptionView> {
    return viewAdoption(await this.asking.execute(input));
  }

  @Get(':id')
  @RequirePermission('adoptions:read')
  @Answers(200, adoptionView)
  async one(@Param('id', { schema: id }) adoptionId: string): Promise<AdoptionView> {
    return viewAdoption(await this.adoptions.get(adoptionId));
  }

  /** Makes it a version of the pack. */
  @Post(':id/confirm')
  @RequirePermission('adoptions:decide')
  @Answers(200, adoptionView)
  async confirm(
    @Param('id', { schema: id }) adoptionId: string,
    @Body({ schema: AdoptionReason }) input: AdoptionReason,
  ): Promise<AdoptionView> {
    return viewAdoption(await this.deciding.confirm(adoptionId, input));
  }

  @Post(':id/refuse')
  @RequirePermission('adoptions:decide')
  @Answers(200, adoptionView)
  async refuse(
    @Param('id', { schema: id }) adoptionId: string,
    @Body({ schema: AdoptionReason }) input: AdoptionReason,
  ): Promise<AdoptionView> {
    return viewAdoption(await this.deciding.refuse(adoptionId, input));
  }

  @Post(':id/cancel')
  @RequirePermission('adoptions:ask')
  @Answers(200, adoptionView)
  async cancel(
    @Param('id', { schema: id }) adoptionId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<AdoptionView> {
    return viewAdoption(await this.deciding.cancel(adoptionId));
  }

  /** While nobody is decided by it. */
  @Post(':id/withdraw')
  @RequirePermission('adoptions:ask')
  @Answers(200, adoptionView)
  async withdraw(
    @Param('id', { schema: id }) adoptionId: string,
    @Body({ schema: AdoptionReason }) input: AdoptionReason,
  ): Promise<AdoptionView> {
    return viewAdoption(await this.withdrawing.execute(adoptionId, input));
  }
}
