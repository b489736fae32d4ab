import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { projectRoot } from '../database';

export type MessageValues = Record<string, string | number>;

/** A text of `templates/texts/<language>/start.json` in both languages on one line: nobody has chosen one yet. */
export function say(key: string, values: MessageValues = {}): string {
  return ['zh-CN', 'en'].map((language) => sayIn(language, key, values)).join(' / ');
}

function sayIn(language: string, key: string, values: MessageValues): string {
  const file = join(projectRoot(), 'templates', 'texts', language, 'start.json');
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const text = texts[key];
  if (text === undefined) throw new Error(`No text start.${key} in ${language}`);
  return String(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).format(values));
}

/** Something that the person who starts the product has to change; printed as one line, never as a stack. */
export class StartError extends Error {
  constructor(
    readonly key: string,
    values: MessageValues = {},
  ) {
    super(say(key, values));
  }
}

/** The first line of whatever was thrown; connection errors of several addresses have an empty message of their own. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.split('\n')[0] ?? text;
}
