import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { defaultLocale, type Locale, supportedLocale, Texts } from '../../platform/i18n';

const PARTS = ['duty', 'consequence', 'choice'] as const;
type Part = (typeof PARTS)[number];

/** What is read with a person before they sign (R89): their duty, what follows if it is not true, and that they may say no. */
export type CommitmentText = Record<Part, string[]> & { locale: Locale; digest: string };

/** The texts of duty and consequence, by the key that the pack names, in the language of the household. */
@Injectable()
export class CommitmentTexts {
  constructor(private readonly texts: Texts) {}

  /** The digest names the very words: a text that was changed later has another. */
  of(key: string, language: string): CommitmentText {
    const locale = supportedLocale(language) ?? defaultLocale;
    const [duty, consequence, choice] = PARTS.map((part) => this.sentences(`commitments.texts.${key}.${part}`, locale));
    const parts = { duty: duty ?? [], consequence: consequence ?? [], choice: choice ?? [] };
    const digest = createHash('sha256')
      .update(JSON.stringify([locale, parts]))
      .digest('hex');
    return { ...parts, locale, digest };
  }

  /** Sentences are numbered from 1 on. */
  private sentences(key: string, locale: Locale): string[] {
    const found: string[] = [];
    while (this.texts.has(`${key}.${found.length + 1}`)) found.push(this.texts.t(locale, `${key}.${found.length + 1}`));
    return found;
  }
}
