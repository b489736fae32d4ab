import { Injectable } from '@nestjs/common';
import { Instruments } from '../../people/assessments';
import { Needs, type NeedView, NeedViews } from '../../people/needs';
import { formatDate, type TextParams, Texts } from '../../platform/i18n';
import { pageLocale } from '../shell';

/** Why a need is matched, beside who could help: the scales that speak for it, and how often somebody has to come (R18). */
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

  private lines({ evidence, everyDays }: NeedView): string[] {
    const scales = evidence.flatMap((one) => {
      if (one.kind !== 'assessment') return [];
      const found = this.instruments.all().find(({ code }) => code === one.instrument);
      const name = found ? (pageLocale() === 'en' ? found.name.en : found.name.zh) : '';
      const level = this.say(`assessments.severity.s${one.severity}`);
      const date = formatDate(pageLocale(), one.at);
      return [this.say('matches.result.ground', { scale: `${one.instrument} ${name}`.trim(), level, date })];
    });
    return everyDays ? [...scales, this.say('needs.every-days', { days: everyDays })] : scales;
  }

  private say(key: string, params?: TextParams): string {
    return this.texts.t(pageLocale(), key, params);
  }
}
