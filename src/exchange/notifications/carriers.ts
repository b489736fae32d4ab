import { Injectable } from '@nestjs/common';
import { Addresses } from './addresses';
import { type MailOutcome, MailTransport } from './mail-transport';
import { MessageGateway } from './message-gateway';
import type { MessageText } from './message-texts';
import type { Notification } from './notification.entity';

/** The two ways out of the house, by the channel of the row. */
@Injectable()
export class Carriers {
  constructor(
    private readonly addresses: Addresses,
    private readonly mail: MailTransport,
    private readonly gateway: MessageGateway,
  ) {}

  /** E-mail address or telephone number; null when there is none. */
  addressOf(row: Notification): Promise<string | null> {
    return row.channel === 'email' ? this.addresses.email(row) : this.addresses.phone(row);
  }

  /** Never throws: what went wrong is in the outcome. */
  async carry({ id, channel }: Notification, to: string, { subject, body }: MessageText): Promise<MailOutcome> {
    if (channel === 'email') return this.mail.send({ id, to, subject, text: body });
    try {
      await this.gateway.send({ id, phone: to, text: body });
      return { kind: 'sent' };
    } catch (error) {
      return { kind: 'temporary', error: error instanceof Error ? error.message.replaceAll(to, '…') : 'refused' };
    }
  }
}
