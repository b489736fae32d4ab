import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Applications, ApplicationViews, SecondLookQuery, SecondLooks } from '../../people/applications';
import type { Actor } from '../../platform/database';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { schemaInput, view, type View } from '../shell';
import { ApplicationPage } from './application-page';
import { AssessmentWords } from './assessments-words';

const ADDRESS = '/console/second-looks';

/** Drawn decisions of townships that the district looks at again, and the share that it has looked at (B22, R70). */
@ApiExcludeController()
@Controller('console/second-looks')
export class SecondLookPages {
  constructor(
    private readonly looks: SecondLooks,
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
    private readonly page: ApplicationPage,
    private readonly words: AssessmentWords,
  ) {}

  @Get()
  @RequirePermission('second-looks:read')
  async list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    const parsed = SecondLookQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : SecondLookQuery.parse({});
    const { items, next } = await this.looks.list(query);
    const { waiting, toCorrect } = await this.looks.counts();
    const states = await this.looks.statesOf(items.map(({ id }) => id));
    const acts = this.applications.acts(actor.districtCodes[0] ?? '');
    const { after: _, ...filters } = typed;
    const tab = (key: string, filter: string, count: number | null) => ({
      ...{ href: `${ADDRESS}${filter}`, text: this.words.text(`second-looks.list.${key}`), count },
      current: key === (query.state ?? 'all'),
    });
    const lines = await this.views.lines(items);
    const model = {
      ...{ next, filters },
      tabs: [
        tab('all', '', null),
        tab('waiting', '?state=waiting', waiting),
        tab('to-correct', '?state=to-correct', toCorrect),
        tab('confirmed', '?state=confirmed', null),
        tab('answered', '?state=answered', null),
      ],
      rows: lines.map((line) => ({
        ...{ id: line.id, number: line.number, household: line.householdName, unit: line.unitName },
        ...{ act: this.page.nameOf(acts, line.act), look: states.get(line.id) ?? 'waiting' },
      })),
      shares: (await this.looks.shares()).map((share) => ({ ...share, actName: this.page.nameOf(acts, share.act) })),
    };
    return view('console/people/applications/second-looks', model, { title: 'second-looks.list.title' });
  }
}
