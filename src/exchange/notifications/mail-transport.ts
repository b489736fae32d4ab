import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Config } from '../../platform/config';

/** A message that is ready to be handed to the mail server. */
export interface Mail {
  /** Id of the row; becomes the Message-ID, by which a second copy can be recognised. */
  id: string;
  to: string;
  subject: string;
  text: string;
}

/** What the mail server said to one hand-over. */
export type MailOutcome = { kind: 'sent' } | { kind: 'temporary' | 'permanent'; error: string };

// Milliseconds; a hand-over happens inside a transaction, which must not wait long.
const PATIENCE = 10_000;

/** Hands mail to the server named by SMTP_URL; without one nothing is sent. */
@Injectable()
export class MailTransport implements OnModuleDestroy {
  private transporter: Transporter | null = null;

  constructor(private readonly config: Config) {}

  get connected(): boolean {
    return Boolean(this.config.smtpUrl);
  }

  /** Never throws: 5xx is permanent, everything else (4xx, no connection) is worth another attempt. */
  async send(mail: Mail): Promise<MailOutcome> {
    try {
      const { id, ...parts } = mail;
      await this.open().sendMail({ ...parts, from: this.sender, messageId: `<${id}@${this.host}>` });
      return { kind: 'sent' };
    } catch (error) {
      const { responseCode, message } = error as { responseCode?: number; message: string };
      const kind = responseCode !== undefined && responseCode >= 500 ? 'permanent' : 'temporary';
      return { kind, error: `${responseCode ?? ''} ${withoutAddress(message, mail.to)}`.trim().slice(0, 300) };
    }
  }

  /** The mail as a file (RFC 5322), just as it would be handed over. @param to null: nobody has an address */
  async file({ id, to, ...parts }: Omit<Mail, 'to'> & { to: string | null }): Promise<Buffer> {
    const writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    const address = to === null ? {} : { to };
    const mail = { ...parts, ...address, from: this.sender, messageId: `<${id}@${this.host}>` };
    const { message } = await writer.sendMail(mail);
    if (!Buffer.isBuffer(message)) throw new Error('A buffered mail is a buffer');
    return message;
  }

  onModuleDestroy(): void {
    this.transporter?.close();
  }

  private open(): Transporter {
    if (!this.config.smtpUrl) throw new Error('SMTP_URL is not set');
    this.transporter ??= createTransport({
      url: this.config.smtpUrl,
      connectionTimeout: PATIENCE,
      greetingTimeout: PATIENCE,
      socketTimeout: PATIENCE,
    });
    return this.transporter;
  }

  private get host(): string {
    return new URL(this.config.publicUrl).hostname;
  }

  private get sender(): string {
    return `no-reply@${this.host}`;
  }
}

/** The address is personal data and has no place in a column that lists show. */
const withoutAddress = (text: string, address: string) => text.replaceAll(address, '…');
