import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import type { Actor } from '../../platform/database';
import { QueueQuery, WaitingLists } from '../../referral/waiting-list';
import { Offerings } from '../../supply/offerings';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { schemaInput, type View, view } from '../shell';
import { WaitingListWords } from './waiting-list-words';

const id = z.uuid();

/** Who waits for one offering, and where the needs of one household wait (R97). */
@ApiExcludeController()
@Controller('console')
export class QueuePages {
  constructor(
    private readonly lists: WaitingLists,
    private readonly offerings: Offerings,
    private readonly households: Households,
    private readonly words: WaitingListWords,
  ) {}

  /** A provider sees how many; who they are it learns with the referral (C3). */
  @Get('offerings/:id/waiting-list')
  @RequirePermission('offerings:read')
  async queue(
    @Param('id', { schema: id }) offeringId: string,
    @Query() typed: Record<string, string>,
    @CurrentActor() { organisationId }: Actor,
  ): Promise<View> {
    const offering = await this.offerings.get(offeringId);
    const parsed = QueueQuery.safeParse(schemaInput({ after: typed.after }));
    const query = parsed.success ? parsed.data : QueueQuery.parse({});
    const { waiting, offered, byUrgency, freedPlaces, freedInDays, order, items, next } = await this.lists.ofOffering(
      offeringId,
      query,
    );
    const sentences =
      waiting === null || offered === null || byUrgency === null
        ? [this.words.t('queue.few')]
        : [this.words.t('queue.counts', { waiting, offered }), this.words.t('queue.classes', { ...byUrgency })];
    if (freedPlaces !== null) sentences.push(this.words.t('queue.freed', { places: freedPlaces, days: freedInDays }));
    const model = {
      ...{ id: offeringId, sentences, order: this.words.order(order), provider: organisationId !== null, next },
      rows: await this.words.rows(items),
    };
    return view('console/referral/waiting-list/queue', model, {
      title: 'waiting-list.title.queue',
      breadcrumbs: [{ href: `/console/offerings/${offeringId}`, text: offering.name }],
    });
  }

  @Get('households/:id/waiting-list')
  @RequirePermission('waiting-lists:read')
  async ofHousehold(@Param('id', { schema: id }) householdId: string): Promise<View> {
    const { displayName } = await this.households.open(householdId);
    const rows = await this.words.rows(await this.lists.ofHousehold(householdId));
    return view(
      'console/referral/waiting-list/household',
      { rows },
      {
        title: 'waiting-list.title.household',
        breadcrumbs: [{ href: `/console/households/${householdId}`, text: displayName }],
      },
    );
  }
}
