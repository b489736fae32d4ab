import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RecheckQuery, recheckCircles, Rechecks, viewRecheck } from '../../people/classification';
import { Households } from '../../people/households';
import { type Actor, inTurn } from '../../platform/database';
import { Clock } from '../../platform/time';
import { type Unit, Units } from '../../reference/regions';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { PrintChoice } from './print-choice';

const ADDRESS = '/console/rechecks';

/** Whom somebody has to look at again, the earliest day first (R30); the filter stands in the address. */
@ApiExcludeController()
@Controller('console/rechecks')
export class RecheckListPages {
  constructor(
    private readonly rechecks: Rechecks,
    private readonly households: Households,
    private readonly units: Units,
    private readonly accounts: Accounts,
    private readonly words: AssessmentWords,
    private readonly clock: Clock,
    private readonly printing: PrintChoice,
  ) {}

  @Get()
  @RequirePermission('classifications:read')
  async list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    const parsed = RecheckQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : RecheckQuery.parse({});
    const { items, next } = await this.rechecks.list(query);
    const counts = await this.rechecks.counts({ mine: false });
    const own = await this.rechecks.counts({ mine: true });
    const units = await this.inReach(actor);
    const names = await this.households.namesOf(items.map(({ row }) => row.householdId));
    const workers = await this.accounts.names(items.flatMap(({ leadWorkerId }) => leadWorkerId ?? []));
    const today = this.clock.today();
    const { after: _, ...filters } = typed;
    const tab = (key: string, filter: string, count: number | null, current: boolean) => ({
      ...{ href: `${ADDRESS}${filter}`, text: this.words.text(`rechecks.list.${key}`), count, current },
    });
    const rows = items.map((one) => ({
      ...viewRecheck(one, today),
      household: names.get(one.row.householdId) ?? '',
      unit: units.find(({ id }) => id === one.unitId)?.name ?? '',
      lead: workers.get(one.leadWorkerId ?? '') ?? '',
    }));
    const model = {
      print: this.printing.of(
        actor,
        rows.map(({ householdId }) => householdId),
      ),
      ...{ rows, next, filters, form: emptyForm(typed), wrong: !parsed.success },
      tabs: [
        tab('all', '', null, Object.keys(filters).length === 0),
        tab('mine', '?mine=true', own.overdue + own.week, query.mine === true),
        tab('overdue', '?overdue=true', counts.overdue, query.overdue === true),
        tab('week', '?week=true', counts.week, query.week === true),
        tab('raised', '?raised=true', counts.raised, query.raised === true),
      ],
      circles: this.words.choices('calculations.circle.', recheckCircles),
      units: units.map(({ id, name }) => ({ value: id, text: name })),
    };
    return view('console/people/rechecks/list', model, { title: 'rechecks.list.title' });
  }

  /** Offices whose households the reader may see. */
  private async inReach({ districtCodes, regionPath }: Actor): Promise<Unit[]> {
    const units = (await inTurn(districtCodes, (code) => this.units.ofDistrict(code))).flat();
    return regionPath === null ? units : units.filter((unit) => `${unit.regionPath}/`.startsWith(`${regionPath}/`));
  }
}
