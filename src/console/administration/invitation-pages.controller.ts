import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { RequirePermission } from '../../trust/access';
import { KeepInvitation, OneTimeLinks } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';

const uuid = z.uuid();
const LIST = '/console/invitations';
const Position = z.object({ after: z.string().max(400).optional().catch(undefined) });

/** Invitations that nobody has accepted yet: send once more, or take back. */
@ApiExcludeController()
@Controller('console/invitations')
@RequirePermission('accounts:invite')
export class InvitationPagesController {
  constructor(
    private readonly forms: Forms,
    private readonly links: OneTimeLinks,
    private readonly keepInvitation: KeepInvitation,
  ) {}

  @Get()
  list(@Query() query: unknown): Promise<View> {
    return this.listPage(emptyForm(), Position.parse(query).after);
  }

  @Post(':id/resend')
  resend(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, z.object({}), {
      act: () => this.keepInvitation.resend(id),
      done: ({ url }) => view('console/administration/access/invitation-link', { url }, { again: LIST }),
      again: (form) => this.listPage(form),
    });
  }

  @Post(':id/revoke')
  revoke(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, z.object({}), {
      act: () => this.keepInvitation.revoke(id),
      done: () => redirect(LIST, { flash: { key: 'access.invitations.revoked' } }),
      again: (form) => this.listPage(form),
    });
  }

  private async listPage(form: FormModel, after?: string): Promise<View> {
    const page = await this.links.openInvitations({ limit: 50, after });
    const invitations = page.items.map((row) => ({
      id: row.id,
      role: row.role,
      email: row.email,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }));
    const next = page.next && `?${new URLSearchParams({ after: page.next }).toString()}`;
    return view('console/administration/access/invitations', { form, invitations, next, first: after ? LIST : null });
  }
}
