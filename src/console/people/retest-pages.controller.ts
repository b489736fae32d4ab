import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  AssessmentTrends,
  RetestQuery,
  Retests,
  type Trend,
  type TrendPoint,
  viewRetest,
} from '../../people/assessments';
import { Households } from '../../people/households';
import { Clock } from '../../platform/time';
import { RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { schemaInput, type View, view } from '../shell';
import { AssessmentWords } from './assessments-words';
import { trendPicture } from './trend-picture';

const ADDRESS = '/console/retests';
const id = z.uuid();
const signed = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'));

/** Whom a scale is asked again, and how the results of a household went on (R18). */
@ApiExcludeController()
@Controller('console')
export class RetestPages {
  constructor(
    private readonly retests: Retests,
    private readonly trends: AssessmentTrends,
    private readonly households: Households,
    private readonly accounts: Accounts,
    private readonly words: AssessmentWords,
    private readonly clock: Clock,
  ) {}

  @Get('retests')
  @RequirePermission('assessments:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = RetestQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : RetestQuery.parse({});
    const { items, next } = await this.retests.list(query);
    const all = await this.retests.counts({ mine: false });
    const own = await this.retests.counts({ mine: true });
    const files = items.map(({ householdId }) => householdId);
    const names = await this.households.namesOf(files);
    const people = await this.households.memberNamesOf(files);
    const workers = await this.accounts.names(items.flatMap(({ leadWorkerId }) => leadWorkerId ?? []));
    const today = this.clock.today();
    const { after: _, ...filters } = typed;
    const tab = (key: string, filter: string, count: number, current: boolean) => ({
      ...{ href: `${ADDRESS}${filter}`, text: this.words.text(`retests.list.${key}`), count, current },
    });
    const model = {
      ...{ next, filters },
      rows: items.map((line) => ({
        ...viewRetest(line, today),
        household: names.get(line.householdId) ?? '',
        who: this.who(line.memberId, people),
        scale: this.words.scale(line.instrument),
        lead: workers.get(line.leadWorkerId ?? '') ?? '',
      })),
      tabs: [
        tab('all', '', all.due + all.overdue, Object.keys(filters).length === 0),
        tab('mine', '?mine=true', own.due + own.overdue, query.mine === true),
        tab('due', '?overdue=false', all.due, query.overdue === false),
        tab('overdue', '?overdue=true', all.overdue, query.overdue === true),
      ],
    };
    return view('console/people/assessments/retests', model, { title: 'retests.list.title' });
  }

  @Get('households/:id/scale-trends')
  @RequirePermission('assessments:read')
  async show(@Param('id', { schema: id }) householdId: string): Promise<View> {
    const household = await this.households.open(householdId);
    const people = await this.words.names(householdId);
    const trends = (await this.trends.of(householdId)).map((trend) => ({
      title: `${this.words.scale(trend.instrument)} · ${this.who(trend.memberId, people)}`,
      picture: trendPicture(trend),
      points: trend.points.map((point) => this.point(point, trend)).reverse(),
      withheld: [...new Set(trend.points.flatMap(({ withheld }) => withheld))],
    }));
    return view(
      'console/people/assessments/trends',
      { householdId, trends },
      {
        title: 'retests.trends.title',
        breadcrumbs: this.words.trail(household),
      },
    );
  }

  /** One line of the table: what the picture shows, in words. */
  private point(point: TrendPoint, { points }: Trend) {
    const { id: pointId, completedAt, score, maximum, severity, instrumentVersion, mode, prorated, complete } = point;
    return {
      ...{ id: pointId, completedAt, instrumentVersion },
      mode: this.words.text(`assessments.mode.${mode}`),
      level: this.words.text(`assessments.severity.${severity === null ? 'unknown' : `s${severity}`}`),
      score: score === null ? '' : this.words.text('assessments.result.of', { score, maximum: maximum ?? 0 }),
      notes: [
        ...(prorated === true ? [this.words.text('retests.trends.prorated')] : []),
        ...(complete === false ? [this.words.text('retests.trends.incomplete')] : []),
      ],
      change: this.change(point, points),
    };
  }

  private change({ change, notComparable, withheld }: TrendPoint, points: readonly TrendPoint[]): string {
    if (withheld.includes('answers')) return this.words.text('release.not-shown');
    if (change === null) return notComparable ? this.words.text(`retests.not-comparable.${notComparable}`) : '';
    const since = points.find((point) => point.id === change.since);
    const direction = change.severity === 0 ? 'same' : change.severity < 0 ? 'better' : 'worse';
    const levels = this.words.text(`retests.change.${direction}`, { levels: Math.abs(change.severity) });
    const scored =
      change.score === null ? '' : ` (${this.words.text('retests.change.points', { points: signed(change.score) })})`;
    return `${levels}${scored} · ${this.words.text('retests.change.since', { date: since ? this.words.date(since.completedAt) : '' })}`;
  }

  private who(memberId: string | null, names: ReadonlyMap<string, string | null>): string {
    if (memberId === null) return this.words.text('needs.household-needs.whole-household');
    return names.get(memberId) ?? this.words.text('release.not-shown');
  }
}
