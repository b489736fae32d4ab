import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RecalculationQuery, Recalculations, recalculationStates } from '../../people/recalculations';
import { RequirePermission } from '../../trust/access';
import { emptyForm, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';

const LIST = '/console/recalculations';

/** Batches of recalculated files, newest first; the home page leads to the open ones (R2, R3). */
@ApiExcludeController()
@Controller('console/recalculations')
@RequirePermission('recalculations:read')
export class RecalculationListPages {
  constructor(
    private readonly recalculations: Recalculations,
    private readonly words: AssessmentWords,
  ) {}

  @Get()
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = RecalculationQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : RecalculationQuery.parse({});
    const { items, next } = await this.recalculations.list(query);
    const { state } = query;
    const first = state ? `${LIST}?state=${state}` : LIST;
    const model = {
      filter: emptyForm(typed),
      states: this.words.choices('recalculations.state.', recalculationStates),
      batches: items.map((row) => ({
        ...{ href: `${LIST}/${row.id}`, called: row.number, onDay: row.onDay, orderedAt: row.orderedAt },
        ...{ stands: this.words.text(`recalculations.state.${row.state}`), total: row.totalCount ?? row.doneCount },
      })),
      next: next && `${first}${state ? '&' : '?'}after=${encodeURIComponent(next)}`,
      first: query.after ? first : null,
    };
    const breadcrumbs = [{ href: '/console/pack-adoptions', key: 'adoptions.list.title' }];
    return view('console/people/recalculations/list', model, {
      title: 'recalculation-orders.batches.title',
      breadcrumbs,
    });
  }
}
