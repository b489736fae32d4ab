import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Referrals } from '../../referral/referrals';
import { Deliveries, RecordDelivery } from '../../results/deliveries';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { Clock } from '../../platform/time';
import { emptyForm, type FormModel, Forms, redirect, type View, view } from '../shell';

const id = z.uuid();
const DeliveryForm = z.strictObject({
  deliveredOn: z.iso.date(),
  units: z.coerce.number().int().min(0).max(1000),
  note: z.string().trim().min(1).max(2000).optional(),
  corrects: z.uuid().optional(),
});
const SERVED = ['accepted', 'scheduled', 'in-service'];

/** What was delivered for a referral: the entries and, for its provider, the form for the next one. */
@ApiExcludeController()
@Controller('console/deliveries/:id')
export class DeliveryPages {
  constructor(
    private readonly forms: Forms,
    private readonly deliveries: Deliveries,
    private readonly recording: RecordDelivery,
    private readonly referrals: Referrals,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('deliveries:read')
  show(@Param('id', { schema: id }) referralId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(referralId, actor, emptyForm({ deliveredOn: this.clock.today(), units: '1' }));
  }

  @Post()
  @RequirePermission('deliveries:write')
  record(@Param('id', { schema: id }) referralId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, DeliveryForm, {
      act: (input) => this.recording.execute(referralId, input),
      done: () => redirect(`/console/deliveries/${referralId}`, { flash: { key: 'deliveries.saved' } }),
      again: (form) => this.page(referralId, actor, form),
    });
  }

  private async page(referralId: string, { roles }: Actor, form: FormModel): Promise<View> {
    const { number, state } = await this.referrals.open(referralId);
    const entries = await this.deliveries.ofReferral(referralId);
    const model = {
      ...{ id: referralId, form, entries, total: await this.deliveries.unitsOf(referralId) },
      mayRecord: allows(roles, 'deliveries:write') && SERVED.includes(state),
      correctable: entries
        .filter(({ correctedBy }) => correctedBy === null)
        .map((one) => ({ value: one.id, text: `${one.deliveredOn} · ${one.units}` })),
    };
    const breadcrumbs = [
      { href: '/console/referrals', key: 'referrals.list.title' },
      { href: `/console/referrals/${referralId}`, text: number },
    ];
    return view('console/results/deliveries/list', model, { breadcrumbs });
  }
}
