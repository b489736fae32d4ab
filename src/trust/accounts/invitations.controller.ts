import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Open } from '../../platform/http';
import { RequirePermission } from '../access';
import { acceptInvitationInput, invitationQuery, inviteInput, useResetInput } from './dto/account.dto';
import { invitationsView, invitationView, viewInvitation } from './dto/account.view';
import { OneTimeLinks } from './links.store';
import { AcceptInvitation } from './use-cases/accept-invitation.use-case';
import { InviteColleague } from './use-cases/invite-colleague.use-case';
import { KeepInvitation } from './use-cases/keep-invitation.use-case';
import { ResetPassword } from './use-cases/reset-password.use-case';

const invitationId = z.uuid();
type InvitationView = z.infer<typeof invitationView>;

/** Invitations by administrators and providers, and the two open doors that a one-time link leads to. */
@Controller('api/v1')
export class InvitationsController {
  constructor(
    private readonly links: OneTimeLinks,
    private readonly inviteColleague: InviteColleague,
    private readonly keepInvitation: KeepInvitation,
    private readonly acceptInvitation: AcceptInvitation,
    private readonly resetPassword: ResetPassword,
  ) {}

  @Post('invitations')
  @RequirePermission('accounts:invite')
  @Answers(201, invitationView)
  async invite(@Body({ schema: inviteInput }) input: z.infer<typeof inviteInput>): Promise<InvitationView> {
    const link = await this.inviteColleague.execute(input);
    return viewInvitation(await this.links.invitation(link.id), link);
  }

  @Get('invitations/:id')
  @RequirePermission('accounts:invite')
  @Answers(200, invitationView)
  async one(@Param('id', { schema: invitationId }) id: string): Promise<InvitationView> {
    return viewInvitation(await this.links.invitation(id));
  }

  /** Those that can still be accepted, the newest first. */
  @Get('invitations')
  @RequirePermission('accounts:invite')
  @Answers(200, invitationsView)
  async open(
    @Query({ schema: invitationQuery }) query: z.infer<typeof invitationQuery>,
  ): Promise<z.infer<typeof invitationsView>> {
    const { items, next } = await this.links.openInvitations(query);
    return { items: items.map((row) => viewInvitation(row)), next };
  }

  /** A new link in the place of the old one, which ends. */
  @Post('invitations/:id/resend')
  @RequirePermission('accounts:invite')
  @Answers(201, invitationView)
  async resend(@Param('id', { schema: invitationId }) id: string): Promise<InvitationView> {
    const link = await this.keepInvitation.resend(id);
    return viewInvitation(await this.links.invitation(link.id), link);
  }

  @Post('invitations/:id/revoke')
  @RequirePermission('accounts:invite')
  @Answers(200, invitationView)
  async revoke(@Param('id', { schema: invitationId }) id: string): Promise<InvitationView> {
    await this.keepInvitation.revoke(id);
    return viewInvitation(await this.links.invitation(id));
  }

  @Post('invitations/accept')
  @Open()
  @Answers(204)
  async accept(@Body({ schema: acceptInvitationInput }) input: z.infer<typeof acceptInvitationInput>): Promise<void> {
    await this.acceptInvitation.execute(input);
  }

  @Post('password-resets')
  @Open()
  @Answers(204)
  async reset(@Body({ schema: useResetInput }) input: z.infer<typeof useResetInput>): Promise<void> {
    await this.resetPassword.execute(input.token, input.password);
  }
}
