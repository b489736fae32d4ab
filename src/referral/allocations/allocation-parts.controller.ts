import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers, requestContext } from '../../platform/http';
import { defaultLocale } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import { AllocationParts } from './allocation-parts';
import { AllocationViews } from './allocation-views';
import { AllocationNeedQuery, AllocationPartQuery } from './dto/allocation.dto';
import {
  allocationCoverageView,
  allocationNeedsView,
  allocationOfferingsView,
  allocationPinsView,
} from './dto/allocation-parts.view';

const id = z.uuid();

/** What an allocation came to, and what proves it. */
@Controller('api/v1/allocations')
@RequirePermission('allocations:read')
export class AllocationPartsController {
  constructor(
    private readonly parts: AllocationParts,
    private readonly views: AllocationViews,
  ) {}

  /** The script that checks a certificate again: `node verify-certificate.mjs FILE`. */
  @Get('certificate-verifier')
  @ApiProduces('text/javascript')
  async verifier(): Promise<StreamableFile> {
    const disposition = 'attachment; filename="verify-certificate.mjs"';
    return new StreamableFile(await this.parts.verifier(), { type: 'text/javascript; charset=utf-8', disposition });
  }

  /** By place, without an id of anybody; its `problem` digest is the one that the allocation tells. */
  @Get(':id/certificate')
  @ApiProduces('application/json')
  @Header('cache-control', 'no-store')
  async certificate(@Param('id', { schema: id }) allocationId: string): Promise<StreamableFile> {
    const { name, content } = await this.parts.certificate(allocationId);
    return new StreamableFile(content, { type: 'application/json', disposition: `attachment; filename="${name}"` });
  }

  @Get(':id/needs')
  @Answers(200, allocationNeedsView)
  async needs(
    @Param('id', { schema: id }) allocationId: string,
    @Query({ schema: AllocationNeedQuery }) query: AllocationNeedQuery,
  ): Promise<z.infer<typeof allocationNeedsView>> {
    const { items, next } = await this.parts.needs(allocationId, query);
    return { items: await this.views.needs(items, requestContext.getStore()?.locale ?? defaultLocale), next };
  }

  @Get(':id/offerings')
  @Answers(200, allocationOfferingsView)
  async offerings(
    @Param('id', { schema: id }) allocationId: string,
    @Query({ schema: AllocationPartQuery }) query: AllocationPartQuery,
  ): Promise<z.infer<typeof allocationOfferingsView>> {
    const { items, next } = await this.parts.offerings(allocationId, query);
    return { items: await this.views.offeringRows(items), next };
  }

  @Get(':id/pins')
  @Answers(200, allocationPinsView)
  async pins(
    @Param('id', { schema: id }) allocationId: string,
    @Query({ schema: AllocationPartQuery }) query: AllocationPartQuery,
  ): Promise<z.infer<typeof allocationPinsView>> {
    const { items, next } = await this.parts.pins(allocationId, query);
    return { items: await this.views.pins(items), next };
  }

  /** By township, circle, band of age, disability and code. */
  @Get(':id/coverage')
  @Answers(200, allocationCoverageView)
  async coverage(@Param('id', { schema: id }) allocationId: string): Promise<z.infer<typeof allocationCoverageView>> {
    return { items: await this.parts.coverage(allocationId) };
  }
}
