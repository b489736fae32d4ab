import { Injectable } from '@nestjs/common';
import { formatDate, type TextParams, Texts } from '../../platform/i18n';
import { Instruments } from '../../people/assessments';
import { type Household, Households } from '../../people/households';
import { pageLocale, type PageLink } from '../shell';

interface Bilingual {
  zh: string;
  en: string;
}

/** Words of these pages in the reader's language: texts, data that carries both languages, and choices for forms. */
@Injectable()
export class AssessmentWords {
  constructor(
    private readonly texts: Texts,
    private readonly households: Households,
    private readonly instruments: Instruments,
  ) {}

  text(key: string, params?: TextParams): string {
    return this.texts.t(pageLocale(), key, params);
  }

  date(at: string | Date): string {
    return formatDate(pageLocale(), at);
  }

  /** A scale by its code; one that is not in use any more has no other name. */
  scale(code: string): string {
    const found = this.instruments.all().find((one) => one.code === code);
    return found ? `${code} ${this.of(found.name)}` : code;
  }

  of({ zh, en }: Bilingual): string {
    return pageLocale() === 'en' ? en : zh;
  }

  /** Choices named by the texts below `prefix`, which ends with a dot. */
  choices(prefix: string, values: readonly (string | number)[]): Array<{ value: string | number; text: string }> {
    return values.map((value) => ({ value, text: this.text(`${prefix}${value}`) }));
  }

  /** The household's people; the empty value stands for all of them. */
  async people(householdId: string, everybody?: string): Promise<Array<{ value: string; text: string }>> {
    const people = [...(await this.names(householdId))].map(([value, text]) => ({ value, text }));
    return everybody === undefined ? people : [{ value: '', text: everybody }, ...people];
  }

  /** Names of the household's people by id. */
  async names(householdId: string): Promise<ReadonlyMap<string, string>> {
    const hidden = this.text('release.not-shown');
    return new Map([...(await this.households.memberNames(householdId))].map(([id, name]) => [id, name ?? hidden]));
  }

  /** The trail to a page of one household. */
  trail({ id, displayName }: Pick<Household, 'id' | 'displayName'>): PageLink[] {
    return [
      { href: '/console/households', key: 'shell.areas.households' },
      { href: `/console/households/${id}`, text: displayName },
    ];
  }
}
