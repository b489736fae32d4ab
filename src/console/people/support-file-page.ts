import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import {
  proposalKinds,
  selfCareActs,
  type SupportFile,
  SupportFiles,
  type SupportFileView,
  supportForms,
  SupportViews,
  visitConditions,
} from '../../people/support-files';
import { Transactions } from '../../platform/database';
import { allows, type Permission } from '../../trust/access';
import { emptyForm, type FormModel, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';

/** What may be done on a file, each with the permission of its form and the move of the file that it makes. */
const ACTS = {
  visit: { permission: 'support-files:write', move: 'visit', to: '' },
  'report-change': { permission: 'support-files:write', move: 'report-change', to: '' },
  assess: { permission: 'support-files:manage', move: 'assess', to: '/manage' },
  agree: { permission: 'support-files:manage', move: 'agree', to: '/manage' },
  'end-agreement': { permission: 'support-files:manage', move: null, to: '/manage' },
  propose: { permission: 'support-files:write', move: 'propose', to: '' },
  decide: { permission: 'support-files:decide', move: null, to: '/decision' },
  withdraw: { permission: 'support-files:write', move: null, to: '' },
  end: { permission: 'support-files:manage', move: 'end', to: '/manage' },
} as const satisfies Record<string, { permission: Permission; move: string | null; to: string }>;
export type SupportAct = keyof typeof ACTS;
export const supportActs = Object.keys(ACTS) as SupportAct[];

/** An agreement of which nothing is known yet: its sheet has blanks. */
const UNSIGNED = { carer: null, duties: null, startsOn: null, untilOn: null };

/** The pages of one file of a person in extreme difficulty: what stands on it, and a form for each act. */
@Injectable()
export class SupportFilePage {
  constructor(
    private readonly files: SupportFiles,
    private readonly views: SupportViews,
    private readonly households: Households,
    private readonly words: AssessmentWords,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404 */
  async show(id: string): Promise<View> {
    const row = await this.files.open(id);
    const file = await this.views.one(row);
    const model = {
      ...this.shown(row, file),
      acts: this.actsOf(file).map((act) => ({ act, href: `/console/support-files/${id}/act?act=${act}` })),
    };
    return view('console/people/support/one', model, {
      title: 'support-files.one.title',
      titleParams: { number: row.number },
      breadcrumbs: await this.trail(row),
    });
  }

  /** The form of one act; the first that the reader may do, where the asked one is not open to them. @throws AppError 404 */
  async act(id: string, asked: SupportAct, form: FormModel = emptyForm()): Promise<View> {
    const row = await this.files.open(id);
    const file = await this.views.one(row);
    const open = this.actsOf(file);
    // What was sent and refused is shown again, whatever has happened to the file meanwhile.
    const act = form.summary.length > 0 || open.includes(asked) ? asked : (open[0] ?? null);
    const model = {
      ...this.shown(row, file),
      ...{ act, form, to: act === null ? '' : `/console/support-files/${id}${ACTS[act].to}` },
      conditions: this.words.choices('support-files.condition.', visitConditions),
      yesNo: this.words.choices('support-files.met.', ['yes', 'no']),
      failable: this.words.choices('support-files.self-care.', selfCareActs),
      kinds: this.words.choices('support-files.kind.', proposalKinds),
      outcomes: this.words.choices('support-files.outcome.', ['confirmed', 'refused']),
      ends: this.words.choices('support-files.end.', ['died', 'orphan-support']),
      running: file.agreements
        .filter(({ state }) => state === 'in-force')
        .map(({ id: value, carer, startsOn, untilOn }) => ({
          ...{ value, text: [carer, `${startsOn} – ${untilOn}`].filter(Boolean).join(' · ') },
        })),
    };
    return view('console/people/support/act', model, {
      title: act === null ? 'support-files.act.none' : `support-files.act.${act}`,
      breadcrumbs: [
        ...(await this.trail(row)),
        {
          href: `/console/support-files/${id}`,
          text: this.words.text('support-files.one.title', { number: row.number }),
        },
      ],
    });
  }

  /** The files of one household, with the form for a new one. */
  async ofHousehold(householdId: string, form: FormModel): Promise<View> {
    const household = await this.households.open(householdId);
    const lines = await this.views.lines(await this.files.ofHousehold(householdId));
    const names = await this.words.names(householdId);
    const eligible = await this.files.eligible(householdId);
    const model = {
      ...{ id: householdId, form, lines: lines.map((line) => ({ ...line, levelText: this.levelOf(line) })) },
      people: eligible.map(({ memberId }) => ({ value: memberId, text: names.get(memberId) ?? '' })),
      forms: this.words.choices('support-files.form.', supportForms),
      mayOpen: eligible.length > 0 && allows(this.transactions.actor.roles, 'support-files:manage'),
    };
    return view('console/people/support/of-household', model, {
      title: 'support-files.household.title',
      breadcrumbs: this.words.trail(household),
    });
  }

  /** The care agreement to be signed: as it was written down, else with blanks for what is not known. */
  async agreement(id: string): Promise<View> {
    const row = await this.files.open(id);
    const file = await this.views.one(row);
    const agreement = file.agreements.find(({ state }) => state === 'in-force') ?? UNSIGNED;
    return view(
      'print/care-agreement',
      { ...this.shown(row, file), agreement },
      { title: 'support-files.agreement-sheet.title', layout: 'print/layout' },
    );
  }

  /** A sheet for visits: what was found until now, and lines to write on. */
  async visitSheet(id: string): Promise<View> {
    const row = await this.files.open(id);
    const file = await this.views.one(row);
    const model = { ...this.shown(row, file), visits: file.visits.slice(0, 6), blanks: [1, 2, 3, 4, 5, 6] };
    return view('print/support-visits', model, { title: 'support-files.visit-sheet.title', layout: 'print/layout' });
  }

  /** The level in the reader's words; the code where the pack no longer knows it. */
  levelOf({ careLevel }: Pick<SupportFileView, 'careLevel'>): string | null {
    const [districtCode = ''] = this.transactions.actor.districtCodes;
    const row = this.files.levels(districtCode).find(({ code }) => code === careLevel);
    return row ? this.words.of(row) : careLevel;
  }

  private shown(row: SupportFile, file: SupportFileView) {
    const level = this.levelOf(file);
    const failed = file.assessments[0]?.failedActs ?? [];
    return {
      ...{ file, level, proposal: file.proposals.find(({ state }) => state === 'proposed') ?? null },
      formText: this.words.text(`support-files.form.${file.form}`),
      stateText: this.words.text(`support-files.state.${file.state}`),
      failed: failed.map((act) => this.words.text(`support-files.self-care.${act}`)),
      rhythm: this.words.text(`support-files.rhythm.${file.rhythm.unit}`, { count: file.rhythm.value }),
      isDefault: file.rhythm.mark === 'default',
      visits: file.visits,
      householdHref: `/console/households/${row.householdId}`,
    };
  }

  private actsOf({ moves, agreements, proposals, state }: SupportFileView): SupportAct[] {
    const { roles } = this.transactions.actor;
    const waiting = proposals.some((one) => one.state === 'proposed');
    const running = agreements.some((one) => one.state === 'in-force');
    return supportActs.filter((act) => {
      const { permission, move } = ACTS[act];
      if (!allows(roles, permission) || state !== 'open') return false;
      if (act === 'propose') return !waiting && moves.includes(act);
      if (move !== null) return moves.includes(move);
      return act === 'end-agreement' ? running : waiting;
    });
  }

  private async trail({ householdId }: SupportFile) {
    const displayName = await this.households.nameOf(householdId);
    return [
      ...this.words.trail({ id: householdId, displayName }),
      { href: `/console/households/${householdId}/support-files`, key: 'support-files.household.title' },
    ];
  }
}
