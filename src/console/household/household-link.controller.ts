import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { toString as qrSvg } from 'qrcode';
import { z } from 'zod';
import { HelpLine } from '../../exchange/notifications';
import { GuardianBars } from '../../people/consents';
import { Households } from '../../people/households';
import { Config } from '../../platform/config';
import { RequirePermission } from '../../trust/access';
import { HouseholdLinks } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, type Redirect, type View, view } from '../shell';

const householdId = z.uuid();
const Holder = z.strictObject({ holderMemberId: z.uuid().optional() });

/** The worker gives a household its link and PIN, also again when they were lost (R53); both are shown once. */
@ApiExcludeController()
@Controller('console/households/:id/link')
@RequirePermission('households:write')
export class HouseholdLinkController {
  constructor(
    private readonly households: Households,
    private readonly bars: GuardianBars,
    private readonly links: HouseholdLinks,
    private readonly helpLine: HelpLine,
    private readonly forms: Forms,
    private readonly config: Config,
  ) {}

  @Get()
  ask(@Param('id', { schema: householdId }) id: string): Promise<View> {
    return this.page(id, emptyForm());
  }

  @Post()
  async issue(
    @Param('id', { schema: householdId }) id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View | Redirect> {
    const household = await this.households.open(id);
    return this.forms.submit(body, Holder, {
      act: async ({ holderMemberId = null }) => {
        await this.bars.checkHolder(id, holderMemberId);
        const { districtCode, regionPath } = household;
        return this.links.issue({ householdId: id, districtCode, regionPath, holderMemberId });
      },
      done: async ({ token, pin }) => {
        // A repeated post must not make another PIN: it leads back to the question.
        void reply.header('location', `/console/households/${id}/link`);
        const url = `${this.config.publicUrl}/h/${token}`;
        const picture = await qrSvg(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
        const qr = `data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`;
        const help = await this.helpLine.of(household.regionPath);
        const model = { id, name: household.displayName, url, pin: `${pin.slice(0, 3)} ${pin.slice(3)}`, qr, help };
        return view('household/link', model, { breadcrumbs: trail(household) });
      },
      again: (form) => this.page(id, form),
    });
  }

  private async page(id: string, form: FormModel): Promise<View> {
    const household = await this.households.open(id);
    const barred = await this.bars.of(id);
    const members = (await this.households.members(id)).filter((member) => !barred.has(member.id));
    const holders = members.map((member) => ({ value: member.id, text: member.name }));
    const model = { id, name: household.displayName, form, holders };
    return view('household/give-link', model, { breadcrumbs: trail(household) });
  }
}

const trail = ({ id, displayName }: { id: string; displayName: string }) => [
  { href: '/console/households', key: 'shell.areas.households' },
  { href: `/console/households/${id}`, text: displayName },
];
