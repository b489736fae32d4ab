import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server on the loopback that refuses with `reply` as long as one is set. */
export class MailServer {
  readonly letters: string[] = [];
  reply: { code: number; text: string } | null = null;
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    // A machine without a name server would wait for its answer.
    disableReverseLookup: true,
    onRcptTo: (_address, _session, done) => done(this.refusal()),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        this.letters.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
  });

  private refusal(): Error | null {
    return this.reply && Object.assign(new Error(this.reply.text), { responseCode: this.reply.code });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}

/** Head, subject and text of a mail as its reader sees them. */
export const decoded = (mail: string) => {
  const [head = '', body = ''] = mail.split(/\r\n\r\n/, 2);
  const subject = /Subject: ((?:.|\r\n )*?)\r\n(?! )/.exec(`${head}\r\n`)?.[1] ?? '';
  const words = subject
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, text: string) => Buffer.from(text, 'base64').toString('utf8'));
  const text = /base64/i.test(head) ? Buffer.from(body, 'base64').toString('utf8') : body;
  return { head, subject: words, text };
};
