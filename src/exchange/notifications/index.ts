export { HandleNotification as HandleNotificationInput, NotificationQuery } from './dto/notification.dto';
export { type Help, HelpLine } from './help-line';
export { type ShortMessage, MessageGateway } from './message-gateway';
export type { MessageText } from './message-texts';
export { type Notification, notificationChannels, notificationStates } from './notification.entity';
export { NotificationsModule } from './notifications.module';
export { Notifications } from './notifications.service';
export { HandleNotification } from './use-cases/handle-notification.use-case';
export { RetryNotification } from './use-cases/retry-notification.use-case';
