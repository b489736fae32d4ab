import { ConsoleLogger, type LoggerService } from '@nestjs/common';

/** Fields whose values must never stand in a log (C2, design 8.8), in requests as in answers. */
const SECRET_FIELD =
  /^(password|newPassword|currentPassword|pin|secret|token|recoveryCodes|identityNumber|disabilityCard|phone|contactPhone|address)$/;
/** Shorter ones would be found by chance. */
const SHORTEST = 6;

const secrets = new Map<string, string>();
const lines: string[] = [];

/** Remembers a value that a spec uses; `what` names it when it is found in a log. */
export function rememberSecret(what: string, value: string): void {
  if (value.length >= SHORTEST) secrets.set(value, what);
}

/** Remembers what stands in the secret fields of a body, also of forms (`members.0.identityNumber`). */
export function rememberSecrets(body: unknown, name = ''): void {
  if (typeof body === 'string') {
    const field = name.split('.').at(-1) ?? '';
    // A code is a second factor when it is of digits; else it names an error or a service.
    if (SECRET_FIELD.test(field) || (field === 'code' && /^[\d ]+$/.test(body))) rememberSecret(field, body);
  } else if (Array.isArray(body)) {
    for (const one of body) rememberSecrets(one, name);
  } else if (typeof body === 'object' && body !== null && !Buffer.isBuffer(body)) {
    for (const [field, value] of Object.entries(body)) rememberSecrets(value, field);
  }
}

/** Names of the secrets that stand in the captured lines, with the line, its secret blotted out. */
export function leakedSecrets(): string[] {
  const all = lines.join('\n');
  return [...secrets].flatMap(([value, what]) => {
    if (!all.includes(value)) return [];
    const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const whole = new RegExp(`(?<![0-9A-Za-z])${escaped}(?![0-9A-Za-z])`);
    const line = lines.find((one) => whole.test(one));
    return line === undefined ? [] : [`${what}: ${line.replaceAll(value, '█').slice(0, 200)}`];
  });
}

/** At the end of a spec file, or before a spec that looks at the capture itself. @throws Error naming what was logged */
export function checkLogs(): void {
  const leaked = leakedSecrets();
  lines.length = 0;
  if (leaked.length > 0) throw new Error(`Secrets in the log:\n${leaked.join('\n')}`);
}

const wordsOf = (message: unknown): string => {
  if (message instanceof Error) return `${message.stack ?? message.message} ${JSON.stringify(message)}`;
  return typeof message === 'string' ? message : (JSON.stringify(message) ?? String(message));
};

/** Captures every level, as if LOG_LEVEL were the most talkative; shows what the product itself shows. */
export class CapturingLogger implements LoggerService {
  private readonly shown: ConsoleLogger;

  constructor(levels: Array<'warn' | 'error' | 'fatal'>) {
    this.shown = new ConsoleLogger({ logLevels: levels });
  }

  log(...words: unknown[]): void {
    this.capture(words);
  }

  debug(...words: unknown[]): void {
    this.capture(words);
  }

  verbose(...words: unknown[]): void {
    this.capture(words);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.capture([message, ...rest]);
    // As the product's own logger: both sides share a process here too.
    if (rest.at(-1) !== 'DataSourceNameRegistry') this.shown.warn(message, ...(rest as [string]));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.capture([message, ...rest]);
    this.shown.error(message, ...(rest as [string]));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.capture([message, ...rest]);
    this.shown.fatal(message, ...(rest as [string]));
  }

  private capture(words: readonly unknown[]): void {
    lines.push(words.map(wordsOf).join(' '));
  }
}
