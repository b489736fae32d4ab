import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { SharedData } from '../../referral/referrals';
import { RequirePermission } from '../../trust/access';
import { view, type View } from '../shell';
import { Choices } from './choices';

/** Who got something of a household already, to be told to it after a withdrawal (A11). */
@ApiExcludeController()
@Controller('console')
export class SharedPages {
  constructor(
    private readonly households: Households,
    private readonly shared: SharedData,
    private readonly choices: Choices,
  ) {}

  @Get('households/:id/shared')
  @RequirePermission('consents:read')
  async list(@Param('id', { schema: z.uuid() }) householdId: string): Promise<View> {
    const household = await this.households.open(householdId);
    const got = (await this.shared.of(householdId)).map(({ referral, providerName, times, lastAt, fields }) => ({
      ...{ id: referral.id, number: referral.number, providerName, times, lastAt },
      ...{ sentAt: referral.sentAt, endedAt: referral.sharingEndedAt },
      ground: referral.legalGround && this.choices.text(`referrals.ground.${referral.legalGround}`),
      fields: fields
        .map((field) => this.choices.text(`sittings.field.${field}`))
        .join(this.choices.text('sittings.list')),
    }));
    const model = { household: { id: household.id, name: household.displayName }, got };
    return view('console/people/shared', model, { title: 'sittings.shared.got' });
  }
}
