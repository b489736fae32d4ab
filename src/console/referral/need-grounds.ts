import { Injectable } from '@nestjs/common';
import { Instruments } from '../../people/assessments';
import { Needs, type NeedView, NeedViews } from '../../people/needs';
import { formatDate, type TextParams, Texts } from '../../platform/i18n';
import { pageLocale } from '../shell';

/** Why a need is matched, beside who could help: scales and questions that speak for it, how often somebody has to come, the root cause (R18, R40). */
@Injectable()
export class NeedGrounds {
  constructor(
    private readonly needs: Needs,
    private readonly views: NeedViews,
    private readonly instruments: Instruments,
    private readonly texts: Texts,
  ) {}

  /** By need; without lines where the reader may not know them (C3). */
  async of(needIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    const views = await this.views.list(await this.needs.byIds(needIds));
    return new Map(views.map((view) => [view.id, this.lines(view)]));
  }

  private lines({ evidence, everyDays, rootCause, furtherCauses }: NeedView): string[] {
    const scales = evidence.flatMap((one) => {
      if (one.kind !== 'assessment') return [];
      const found = this.instruments.all().find(({ code }) => code === one.instrument);
      const name = found ? (pageLocale() === 'en' ? found.name.en : found.name.zh) : '';
      const level = this.say(`assessments.severity.s${one.severity}`);
      const date = formatDate(pageLocale(), one.at);
      const ground = this.say('matches.result.ground', { scale: `${one.instrument} ${name}`.trim(), level, date });
      const speaking = found?.items.filter(({ id }) => one.items.includes(id)) ?? [];
      if (speaking.length === 0) return [ground];
      const items = speaking.map((item) => (pageLocale() === 'en' ? item.en : item.zh)).join(' · ');
      return [this.say('need-grounds.speaking', { ground, items })];
    });
    return [
      ...scales,
      ...(everyDays ? [this.say('needs.every-days', { days: everyDays })] : []),
      ...(rootCause ? [this.say('need-grounds.cause', { cause: this.causes(rootCause, furtherCauses) })] : []),
    ];
  }

  private causes(main: string, further: readonly string[]): string {
    if (further.length === 0) return this.say(`needs.cause.${main}`);
    const others = further.map((cause) => this.say(`needs.cause.${cause}`)).join(' · ');
    return this.say('need-grounds.further', { main: this.say(`needs.cause.${main}`), others });
  }

  private say(key: string, params?: TextParams): string {
    return this.texts.t(pageLocale(), key, params);
  }
}
