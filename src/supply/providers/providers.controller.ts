import { Body, Controller, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { Open, RequirePermission } from '../../trust/access';
import {
  DecideProviderInput,
  EditProviderInput,
  InviteStaffInput,
  ProviderQuery,
  RegisterProviderInput,
} from './dto/provider.dto';
import {
  decidedView,
  providersView,
  providerView,
  type ProviderView,
  registeredView,
  staffInvitationView,
  viewProvider,
} from './dto/provider.view';
import { type ProviderDecision, providerDecisions } from './provider.lifecycle';
import { Providers } from './providers.service';
import { DecideProvider } from './use-cases/decide-provider.use-case';
import { EditProvider } from './use-cases/edit-provider.use-case';
import { InviteProviderStaff } from './use-cases/invite-provider-staff.use-case';
import { RegisterProvider } from './use-cases/register-provider.use-case';

const providerId = z.uuid();

/** Providers: they register, the centre decides, they keep their own data. */
@Controller('api/v1/providers')
export class ProvidersController {
  constructor(
    private readonly providers: Providers,
    private readonly register: RegisterProvider,
    private readonly decide: DecideProvider,
    private readonly edit: EditProvider,
    private readonly invite: InviteProviderStaff,
  ) {}

  @Post()
  @Open()
  @Answers(201, registeredView)
  async create(
    @Body({ schema: RegisterProviderInput }) input: RegisterProviderInput,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof registeredView>> {
    const { id, number } = await this.register.execute(input, request.ip);
    return { id, number, state: 'applied' };
  }

  @Get()
  @RequirePermission('providers:read')
  @Answers(200, providersView)
  async list(@Query({ schema: ProviderQuery }) query: ProviderQuery): Promise<z.infer<typeof providersView>> {
    const page = await this.providers.list({ ...query, districtCode: query.district });
    return { items: page.items.map(viewProvider), next: page.next };
  }

  @Get(':id')
  @RequirePermission('providers:read')
  @Answers(200, providerView)
  async one(@Param('id', { schema: providerId }) id: string): Promise<ProviderView> {
    return viewProvider(await this.providers.get(id));
  }

  @Patch(':id')
  @RequirePermission('providers:write')
  @Answers(200, providerView)
  async change(
    @Param('id', { schema: providerId }) id: string,
    @Version() version: number,
    @Body({ schema: EditProviderInput }) input: EditProviderInput,
  ): Promise<ProviderView> {
    return viewProvider(await this.edit.execute(id, version, input));
  }

  @Post(':id/invitations')
  @RequirePermission('providers:write')
  @Answers(201, staffInvitationView)
  async inviteStaff(
    @Param('id', { schema: providerId }) id: string,
    @Body({ schema: InviteStaffInput }) input: InviteStaffInput,
  ): Promise<z.infer<typeof staffInvitationView>> {
    const link = await this.invite.execute(id, input);
    return { id: link.id, self: `/api/v1/invitations/${link.id}`, link: link.url };
  }

  @Post(':id/:decision')
  @RequirePermission('providers:approve')
  @Answers(200, decidedView)
  async decision(
    @Param('id', { schema: providerId }) id: string,
    @Param('decision', { schema: z.enum(providerDecisions) }) decision: ProviderDecision,
    @Body({ schema: DecideProviderInput }) input: z.infer<typeof DecideProviderInput>,
  ): Promise<z.infer<typeof decidedView>> {
    const { provider, invitation } = await this.decide.execute(id, decision, input.reason ?? null);
    return { ...viewProvider(provider), invitation };
  }
}
