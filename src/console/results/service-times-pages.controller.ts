import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Households } from '../../people/households';
import { formatDate, type TextParams, Texts } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import { PhraseTexts } from '../../referral/matching';
import { NeedTimesQuery, ServiceTimes, TimesQuery } from '../../results/service-times';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, pageLocale, type Redirect, type View, view } from '../shell';

type Figures = Awaited<ReturnType<ServiceTimes['figures']>>;
type Behind = Awaited<ReturnType<ServiceTimes['needs']>>;
const STAGES = ['offer', 'acceptance', 'service'] as const;

/** How long households wait from their yes to help; every figure opens its list (I4; ux.md pattern 25). */
@ApiExcludeController()
@Controller('console/service-times')
@RequirePermission('service-times:read')
export class ServiceTimesPages {
  constructor(
    private readonly times: ServiceTimes,
    private readonly households: Households,
    private readonly taxonomy: Taxonomy,
    private readonly phrases: PhraseTexts,
    private readonly texts: Texts,
    private readonly forms: Forms,
  ) {}

  @Get()
  figures(@Query() typed: Record<string, string>): Promise<View | Redirect> {
    return this.forms.submit(typed, TimesQuery, {
      act: async (query) => ({ code: query.code ?? '', ...(await this.times.figures(query)) }),
      done: ({ from, to, ...figures }) => this.list(emptyForm({ from, to, ...typed }), { from, to, ...figures }),
      again: (form) => this.list(form, null),
    });
  }

  @Get('needs')
  needs(@Query() typed: Record<string, string>): Promise<View | Redirect> {
    return this.forms.submit(typed, NeedTimesQuery, {
      act: async (query) => ({ ...this.times.months(query), ...(await this.times.needs(query)) }),
      done: ({ from, to, ...page }) => this.behind(emptyForm({ from, to, ...typed }), { from, to, ...page }),
      again: (form) => this.behind(form, null),
    });
  }

  private list(form: FormModel, figures: (Figures & { code: string }) | null): View {
    const model = {
      form,
      codes: this.taxonomy
        .all()
        .filter(({ parent }) => parent === null)
        .map(({ code }) => ({ value: code, text: this.service(code) })),
      figures: figures && {
        ...{ least: figures.leastNeeds, from: figures.from, to: figures.to, code: figures.code },
        rows: figures.items.map((item) => ({
          ...{ township: item.township ?? '—', townshipId: item.townshipId, code: item.code },
          ...{ need: this.service(item.code), ...this.cells(item, figures.leastNeeds) },
        })),
        whole: this.cells(figures.whole, figures.leastNeeds),
      },
    };
    return view('console/results/service-times/list', model);
  }

  private async behind(form: FormModel, page: (Behind & { from: string; to: string }) | null): Promise<View> {
    const names = await this.households.namesOf(page?.items.map(({ householdId }) => householdId) ?? []);
    const date = (at: Date | null): string | null => (at === null ? null : formatDate(pageLocale(), at));
    const { after: _, ...filters } = form.values;
    const model = {
      ...{ form, filters },
      stages: STAGES.map((stage) => ({ value: stage, text: this.say(`needs.state.${stage}`) })),
      page: page && {
        ...{ from: page.from, to: page.to, next: page.next },
        rows: page.items.map((item) => ({
          ...{ householdId: item.householdId, household: names.get(item.householdId) ?? null },
          ...{ need: this.service(item.code), confirmed: date(item.confirmedAt) },
          ...{ offer: date(item.offeredAt), acceptance: date(item.acceptedAt), service: date(item.servedAt) },
        })),
      },
    };
    return view('console/results/service-times/needs', model, {
      breadcrumbs: [{ href: '/console/service-times', key: 'service-times.list.title' }],
    });
  }

  private cells({ needs, stages }: Pick<Figures['whole'], 'needs' | 'stages'>, least: number) {
    const few = this.say('list.few', { least });
    return {
      needs: needs === null ? few : String(needs),
      stages: STAGES.map((stage) => {
        const { reached, medianDays: median, p90Days: p90 } = stages[stage];
        if (median === null || p90 === null) return { days: few, reached: null };
        return {
          days: this.say('list.days', { median, p90 }),
          reached: reached === null ? null : this.say('list.reached', { reached }),
        };
      }),
    };
  }

  private service(code: string): string {
    return this.phrases.service(pageLocale(), code);
  }

  private say(key: string, params?: TextParams): string {
    return this.texts.t(pageLocale(), `service-times.${key}`, params);
  }
}
