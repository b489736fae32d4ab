import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { Taxonomy } from '../../reference/taxonomy';
import { RequirePermission } from '../../trust/access';
import { Providers } from '../providers';
import {
  ConfirmOfferingsInput,
  CreateOfferingInput,
  EditOfferingInput,
  MoveOfferingInput,
  MoveOfferingsInput,
  OfferingQuery,
} from './dto/offering.dto';
import { offeringsView, offeringView, type OfferingView, viewOffering } from './dto/offering.view';
import type { Offering } from './offering.entity';
import { Offerings } from './offerings.service';
import { ConfirmOfferings } from './use-cases/confirm-offerings.use-case';
import { CreateOffering } from './use-cases/create-offering.use-case';
import { EditOffering } from './use-cases/edit-offering.use-case';
import { MoveOfferings } from './use-cases/move-offerings.use-case';

const offeringId = z.uuid();
const manyMove = z.enum(['pause', 'resume', 'close']);
const oneMove = z.enum(['list', 'pause', 'resume', 'close', 'reopen']);
type OfferingsView = z.infer<typeof offeringsView>;

/** What can be asked for: providers keep their own, everybody of the district reads. */
@Controller('api/v1/offerings')
export class OfferingsController {
  constructor(
    private readonly offerings: Offerings,
    private readonly providers: Providers,
    private readonly taxonomy: Taxonomy,
    private readonly createOffering: CreateOffering,
    private readonly editOffering: EditOffering,
    private readonly moveOfferings: MoveOfferings,
    private readonly confirmOfferings: ConfirmOfferings,
  ) {}

  @Get()
  @RequirePermission('offerings:read')
  @Answers(200, offeringsView)
  async list(@Query({ schema: OfferingQuery }) query: OfferingQuery): Promise<OfferingsView> {
    const { code, provider, district, confirm, ...page } = query;
    const found = await this.offerings.list({
      ...page,
      codes: code === undefined ? undefined : this.taxonomy.family(code),
      providerId: provider,
      districtCode: district,
      confirmedBefore: confirm === 'due' ? this.offerings.confirmBefore() : undefined,
    });
    return { items: await this.view(found.items), next: found.next };
  }

  @Get(':id')
  @RequirePermission('offerings:read')
  @Answers(200, offeringView)
  async one(@Param('id', { schema: offeringId }) id: string): Promise<OfferingView> {
    return this.viewOne(await this.offerings.get(id));
  }

  @Post()
  @RequirePermission('offerings:write')
  @Answers(201, offeringView)
  async create(@Body({ schema: CreateOfferingInput }) input: CreateOfferingInput): Promise<OfferingView> {
    return this.viewOne(await this.createOffering.execute(input));
  }

  @Patch(':id')
  @RequirePermission('offerings:write')
  @Answers(200, offeringView)
  async edit(
    @Param('id', { schema: offeringId }) id: string,
    @Version() version: number,
    @Body({ schema: EditOfferingInput }) input: EditOfferingInput,
  ): Promise<OfferingView> {
    return this.viewOne(await this.editOffering.execute(id, version, input));
  }

  /** "Still correct", for one or many. */
  @Post('confirm')
  @RequirePermission('offerings:write')
  @Answers(200, offeringsView)
  async confirm(
    @Body({ schema: ConfirmOfferingsInput }) input: z.infer<typeof ConfirmOfferingsInput>,
  ): Promise<OfferingsView> {
    await this.confirmOfferings.execute(input.ids);
    return this.many(input.ids);
  }

  /** One or many, all or none. */
  @Post(':move')
  @RequirePermission('offerings:write')
  @Answers(200, offeringsView)
  async moveMany(
    @Param('move', { schema: manyMove }) move: z.infer<typeof manyMove>,
    @Body({ schema: MoveOfferingsInput }) input: z.infer<typeof MoveOfferingsInput>,
  ): Promise<OfferingsView> {
    await this.moveOfferings.execute(input.ids, move, input.reason ?? null);
    return this.many(input.ids);
  }

  @Post(':id/:move')
  @RequirePermission('offerings:write')
  @Answers(200, offeringView)
  async move(
    @Param('id', { schema: offeringId }) id: string,
    @Param('move', { schema: oneMove }) move: z.infer<typeof oneMove>,
    @Body({ schema: MoveOfferingInput }) input: z.infer<typeof MoveOfferingInput>,
  ): Promise<OfferingView> {
    await this.moveOfferings.execute([id], move, input.reason ?? null);
    return this.viewOne(await this.offerings.get(id));
  }

  private async many(ids: readonly string[]): Promise<OfferingsView> {
    return { items: await this.view([...(await this.offerings.byIds(ids)).values()]), next: null };
  }

  private async view(rows: readonly Offering[]): Promise<OfferingView[]> {
    const names = await this.providers.names(rows.map((row) => row.providerId));
    return rows.map((row) => viewOffering(row, names.get(row.providerId) ?? null));
  }

  private async viewOne(row: Offering): Promise<OfferingView> {
    const names = await this.providers.names([row.providerId]);
    return viewOffering(row, names.get(row.providerId) ?? null);
  }
}
