import { Controller, Get, Header, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Notifications, ReopenNotification } from '../../exchange/notifications';
import { RequirePermission } from '../../trust/access';
import { type Redirect, redirect } from '../shell';

const messageId = z.uuid();

/** What else can be done with one message: keep it as a file, take "done" back. */
@ApiExcludeController()
@Controller('console/messages/:id')
export class MessageFileController {
  constructor(
    private readonly notifications: Notifications,
    private readonly reopening: ReopenNotification,
  ) {}

  @Get('mail')
  @RequirePermission('notifications:read')
  @Header('content-disposition', 'attachment; filename="message.eml"')
  async mail(@Param('id', { schema: messageId }) id: string): Promise<StreamableFile> {
    return new StreamableFile(await this.notifications.mailFile(id), { type: 'message/rfc822' });
  }

  @Post('reopen')
  @RequirePermission('notifications:handle')
  async reopen(@Param('id', { schema: messageId }) id: string): Promise<Redirect> {
    await this.reopening.execute(id);
    return redirect(`/console/messages/${id}`, { flash: { key: 'messages.noted.reopened' } });
  }
}
