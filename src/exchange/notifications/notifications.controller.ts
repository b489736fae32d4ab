import { Body, Controller, Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { HandleNotification as HandleInput, NotificationQuery } from './dto/notification.dto';
import {
  notificationsView,
  notificationView,
  type NotificationView,
  openedNotificationView,
  type OpenedNotificationView,
  viewNotification,
} from './dto/notification.view';
import { Notifications } from './notifications.service';
import { HandleNotification } from './use-cases/handle-notification.use-case';
import { ReopenNotification } from './use-cases/reopen-notification.use-case';
import { RetryNotification } from './use-cases/retry-notification.use-case';

const notificationId = z.uuid();

/** The outbox: every message, where it stands, and what a person did with it. */
@Controller('api/v1/notifications')
export class NotificationsController {
  constructor(
    private readonly notifications: Notifications,
    private readonly handling: HandleNotification,
    private readonly retrying: RetryNotification,
    private readonly reopening: ReopenNotification,
  ) {}

  @Get()
  @RequirePermission('notifications:read')
  @Answers(200, notificationsView)
  async list(
    @Query({ schema: NotificationQuery }) query: NotificationQuery,
  ): Promise<z.infer<typeof notificationsView>> {
    const page = await this.notifications.list(query);
    return { items: page.items.map(viewNotification), next: page.next };
  }

  @Get(':id')
  @RequirePermission('notifications:read')
  @Answers(200, openedNotificationView)
  one(@Param('id', { schema: notificationId }) id: string): Promise<OpenedNotificationView> {
    return this.notifications.open(id);
  }

  /** The e-mail as `.eml`. */
  @Get(':id/mail')
  @RequirePermission('notifications:read')
  @ApiProduces('message/rfc822')
  @Header('content-disposition', 'attachment; filename="message.eml"')
  async mail(@Param('id', { schema: notificationId }) id: string): Promise<StreamableFile> {
    return new StreamableFile(await this.notifications.mailFile(id), { type: 'message/rfc822' });
  }

  /** Takes "done" back. */
  @Post(':id/reopen')
  @RequirePermission('notifications:handle')
  @Answers(200, notificationView)
  async reopen(@Param('id', { schema: notificationId }) id: string): Promise<NotificationView> {
    return viewNotification(await this.reopening.execute(id));
  }

  @Post(':id/handle')
  @RequirePermission('notifications:handle')
  @Answers(200, notificationView)
  async handle(
    @Param('id', { schema: notificationId }) id: string,
    @Body({ schema: HandleInput }) input: HandleInput,
  ): Promise<NotificationView> {
    return viewNotification(await this.handling.execute(id, input));
  }

  @Post(':id/retry')
  @RequirePermission('notifications:handle')
  @Answers(200, notificationView)
  async retry(@Param('id', { schema: notificationId }) id: string): Promise<NotificationView> {
    return viewNotification(await this.retrying.execute(id));
  }
}
