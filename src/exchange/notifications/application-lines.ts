import { Injectable } from '@nestjs/common';
import { type Application, Applications } from '../../people/applications';
import { formatDate, formatList, type Locale, Texts } from '../../platform/i18n';
import { Policies } from '../../reference/policies';

/**
 * What a household is told of its application beyond the news itself: number, the one list of papers (B14), the days of
 * publication (B15) and review (B52), and how it was decided. Never for which act, nor the ground: both would say what the
 * trouble is to whoever opens the letter or makes the call (C3); they stand on the notice that is handed over.
 */
@Injectable()
export class ApplicationLines {
  constructor(
    private readonly applications: Applications,
    private readonly policies: Policies,
    private readonly texts: Texts,
  ) {}

  /** Nothing for news of anything else. @param subjectId what the event is about */
  async of(template: string, subjectId: string | undefined, locale: Locale): Promise<string[]> {
    if (!template.startsWith('application-') || subjectId === undefined) return [];
    const row = await this.applications.get(subjectId);
    const say = (key: string, params = {}) => this.texts.t(locale, `notifications.application.${key}`, params);
    const until = (key: string, day: string | null) =>
      day === null ? [] : [say(key, { date: formatDate(locale, day) })];
    const number = say('number', { number: row.number });
    switch (template) {
      case 'application-returned':
        return [number, say('papers', { papers: formatList(locale, this.papers(row, locale)) })];
      case 'application-published':
        return [number, ...until('published-until', row.publishedUntil)];
      case 'application-notified':
        return [number, ...(row.outcome ? [say(row.outcome)] : []), ...until('review-until', row.remedyUntil)];
      default:
        return [number];
    }
  }

  private papers({ districtCode, missing }: Application, locale: Locale): string[] {
    const { papers } = this.policies.current(districtCode).rules;
    return missing.map((code) => {
      const paper = papers.find((one) => one.code === code);
      return (locale === 'en' ? paper?.en : paper?.zh) ?? code;
    });
  }
}
