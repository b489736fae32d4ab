import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ApplicationQuery, Applications, ApplicationViews, PaymentQuery } from '../../people/applications';
import type { Actor } from '../../platform/database';
import { type Act } from '../../reference/policies';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, schemaInput, view, type View } from '../shell';
import { ApplicationPage } from './application-page';
import { AssessmentWords } from './assessments-words';

const ADDRESS = '/console/applications';

/** Applications by the day of their next step, and what is paid of those that were granted (R94, B10). */
@ApiExcludeController()
@Controller('console')
export class ApplicationListPages {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
    private readonly page: ApplicationPage,
    private readonly words: AssessmentWords,
  ) {}

  @Get('applications')
  @RequirePermission('applications:read')
  async list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    const parsed = ApplicationQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : ApplicationQuery.parse({});
    const { items, next } = await this.applications.list(query);
    const { late, open, district } = await this.applications.counts();
    const paperCounts = await this.applications.paperCounts();
    const acts = this.actsOf(actor);
    const { after: _, ...filters } = typed;
    const tab = (key: string, filter: string, count: number | null, current: boolean) => ({
      ...{ href: `${ADDRESS}${filter}`, text: this.words.text(`applications.list.${key}`), count, current },
    });
    const lines = await this.views.lines(items);
    const model = {
      ...{ next, filters, form: emptyForm(typed) },
      rows: lines.map((line) => ({ ...line, actName: this.page.nameOf(acts, line.act) })),
      tabs: [
        tab('all', '', null, Object.keys(filters).length === 0),
        tab('open', '?open=true', open, query.open === true),
        tab('late', '?overdue=true', late, query.overdue === true),
        tab('district', '?turn=district', district, query.turn === 'district'),
        tab('sampled', '?sampled=true', null, query.sampled === true),
        ...(['late', 'brought', 'wrong'] as const).map((papers) => ({
          ...{ href: `${ADDRESS}?papers=${papers}`, text: this.words.text(`urgent-aid.list.${papers}`) },
          ...{ count: paperCounts[papers], current: query.papers === papers },
        })),
      ],
      acts: acts.map((act) => ({ value: act.code, text: this.words.of(act) })),
    };
    return view('console/people/applications/list', model, { title: 'applications.list.title' });
  }

  @Get('benefit-payments')
  @RequirePermission('benefit-payments:read')
  async payments(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    const parsed = PaymentQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : PaymentQuery.parse({});
    const { items, next } = await this.applications.paymentList(query);
    const acts = this.actsOf(actor);
    const { after: _, ...filters } = typed;
    const model = {
      ...{ next, filters, form: emptyForm(typed) },
      rows: (await this.views.paid(items)).map((row) => ({ ...row, actName: this.page.nameOf(acts, row.act) })),
      acts: acts.map((act) => ({ value: act.code, text: this.words.of(act) })),
    };
    return view('console/people/applications/payments', model, { title: 'applications.payments.title' });
  }

  private actsOf({ districtCodes }: Actor): readonly Act[] {
    return this.applications.acts(districtCodes[0] ?? '');
  }
}
