import { Injectable } from '@nestjs/common';
import {
  type Application,
  Applications,
  type ApplicationView,
  ApplicationViews,
  visitResults,
} from '../../people/applications';
import { Households } from '../../people/households';
import { Transactions } from '../../platform/database';
import { conflict } from '../../platform/errors';
import { type Act, Policies } from '../../reference/policies';
import { allows, WORKERS } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, type FormModel, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { UrgentAidPanel } from './urgent-aid-panel';

/** The next step of an application comes first; what else may be done stands below. */
const STEPS = ['accept', 'complete', 'check', 'publish', 'decide', 'notify'] as const;
type Step = (typeof STEPS)[number];

/** The page of one application with the forms of the moves that its reader may make. */
@Injectable()
export class ApplicationPage {
  constructor(
    private readonly applications: Applications,
    private readonly views: ApplicationViews,
    private readonly households: Households,
    private readonly urgent: UrgentAidPanel,
    private readonly policies: Policies,
    private readonly accounts: Accounts,
    private readonly words: AssessmentWords,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404 */
  async show(id: string, form: FormModel = emptyForm()): Promise<View> {
    const row = await this.applications.open(id);
    const shown = await this.views.one(row);
    const act = this.actOf(row);
    const { roles } = this.transactions.actor;
    const may = (move: string) => shown.moves.includes(move);
    const step = this.stepOf(shown, act);
    const openObjection = shown.objections.some(({ state }) => state === 'open');
    const model = {
      ...{ application: shown, form, step, actName: act ? this.words.of(act) : row.act },
      ...{ stateText: this.words.text(`applications.state.${row.state}`), papers: this.namesOf(row, row.missing) },
      committed: this.namesOf(row, shown.committed),
      ...{ law: act ? this.words.of(act.law) : '', article: act?.article ?? '', publicity: act?.publicity ?? null },
      visits: shown.visits.map((visit) => ({
        ...visit,
        resultText: this.words.text(`applications.result.${visit.result}`),
      })),
      ...(step === 'accept'
        ? { missing: may('return') && row.returnedAt === null ? this.papers(row, shown.committed) : [] }
        : {}),
      ...(step === 'check'
        ? {
            colleagues: await this.colleagues(),
            results: this.words.choices('applications.result.', visitResults),
            needed: act?.investigators ?? 2,
          }
        : {}),
      panel: await this.urgent.of(row, shown, act),
      pays: act !== undefined && act.pays !== 'none',
      outcomes: this.words.choices('applications.outcome.', ['granted', 'refused']),
      mayForward: may('forward') && row.level === 'township' && allows(roles, 'applications:decide'),
      mayObject: may('object') && allows(roles, 'applications:write'),
      mayAnswer: may('answer') && openObjection && allows(roles, 'applications:process'),
      mayWithdraw: may('withdraw') && allows(roles, 'applications:write'),
      maySheet: row.publishedOn !== null && allows(roles, 'applications:process'),
      mayNotice: row.outcome !== null && allows(roles, 'applications:process'),
    };
    return view('console/people/applications/one', model, {
      title: 'applications.one.title',
      titleParams: { number: row.number },
      breadcrumbs: await this.trail(row),
    });
  }

  /** The list of one household, with the form for a new one. */
  async ofHousehold(householdId: string, form: FormModel): Promise<View> {
    const household = await this.households.open(householdId);
    const lines = await this.views.lines(await this.applications.ofHousehold(householdId));
    const acts = this.applications.acts(household.districtCode);
    const model = {
      ...{ id: householdId, form, lines: lines.map((line) => ({ ...line, actName: this.nameOf(acts, line.act) })) },
      acts: acts.map((act) => ({ value: act.code, text: this.words.of(act) })),
      people: await this.words.people(householdId),
    };
    return view('console/people/applications/of-household', model, {
      title: 'applications.household.title',
      breadcrumbs: this.words.trail(household),
    });
  }

  /** What hangs out: name, number of members and sum, and nothing else (B15). */
  async sheet(id: string): Promise<View> {
    const row = await this.applications.open(id);
    if (row.publishedOn === null) throw conflict('application-unpublished');
    const shown = await this.views.one(row);
    const model = {
      ...{ act: this.named(row), applicant: shown.applicantName, sum: shown.opinionFen, unit: shown.unitName },
      members: (await this.households.members(row.householdId)).length,
      ...{ from: row.publishedOn, until: row.publishedUntil },
    };
    return view('print/application-sheet', model, { title: 'applications.sheet.title', layout: 'print/layout' });
  }

  /** The decision with its ground and the days for a review (B52). @throws AppError 409 before it is decided */
  async notice(id: string): Promise<View> {
    const row = await this.applications.open(id);
    if (row.outcome === null) throw conflict('application-undecided');
    const shown = await this.views.one(row);
    const act = this.actOf(row);
    const model = {
      ...{ application: shown, act: this.named(row), law: act ? this.words.of(act.law) : '' },
      ...{ article: act?.article ?? '', days: act?.remedy.days ?? 60, monthly: act?.pays === 'month' },
    };
    return view('print/application-notice', model, { title: 'applications.notice.title', layout: 'print/layout' });
  }

  /** Names of acts by code, as far as the pack knows them. */
  nameOf(acts: readonly Act[], code: string): string {
    const act = acts.find((one) => one.code === code);
    return act ? this.words.of(act) : code;
  }

  private named({ districtCode, act }: Application): string {
    return this.nameOf(this.applications.acts(districtCode), act);
  }

  private actOf({ districtCode, act }: Application): Act | undefined {
    return this.applications.acts(districtCode).find(({ code }) => code === act);
  }

  private stepOf({ state, moves, publishedOn }: ApplicationView, act: Act | undefined): Step | null {
    const publishes = act !== undefined && act.publicity !== null && !act.child;
    if (state === 'checked' && publishes && publishedOn === null) return moves.includes('publish') ? 'publish' : null;
    if (moves.includes('grant')) return 'decide';
    return STEPS.find((step) => step !== 'publish' && moves.includes(step)) ?? null;
  }

  /** What may be asked for: not what the office looks up itself (B14), nor what the household stands for by its word (R89). */
  private papers({ districtCode }: Application, committed: readonly string[]): Array<{ value: string; text: string }> {
    const { papers } = this.policies.current(districtCode).rules;
    const asked = papers.filter(({ code, online }) => !online && !committed.includes(code));
    return asked.map((paper) => ({ value: paper.code, text: this.words.of(paper) }));
  }

  private namesOf({ districtCode }: Application, codes: readonly string[]): string[] {
    const { papers } = this.policies.current(districtCode).rules;
    return codes.map((code) => {
      const paper = papers.find((one) => one.code === code);
      return paper ? this.words.of(paper) : code;
    });
  }

  /** Who may have been there: staff at work within the reader's place. */
  private async colleagues(): Promise<Array<{ value: string; text: string }>> {
    const { regionPath } = this.transactions.actor;
    const found = new Set<string>();
    for (const role of [...WORKERS, 'officer']) {
      const { items } = await this.accounts.list({ role, state: 'active', limit: 200 });
      for (const { id, posts } of items)
        if (posts.some((post) => regionPath === null || `${post.regionPath}/`.startsWith(`${regionPath}/`)))
          found.add(id);
    }
    const names = await this.accounts.names([...found]);
    return [...names].map(([value, text]) => ({ value, text }));
  }

  private async trail({ householdId }: Application) {
    const name = await this.households.nameOf(householdId);
    return [
      ...this.words.trail({ id: householdId, displayName: name }),
      { href: `/console/households/${householdId}/applications`, key: 'applications.household.title' },
    ];
  }
}
