import { Injectable } from '@nestjs/common';
import { type Application, Applications } from '../../people/applications';
import {
  commitmentOutcomes,
  Commitments,
  type CommitmentView,
  CommitmentViews,
  signedHows,
  signerKinds,
} from '../../people/commitments';
import { Households } from '../../people/households';
import { Transactions } from '../../platform/database';
import { Policies } from '../../reference/policies';
import { allows } from '../../trust/access';
import { emptyForm, type FormModel, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';

const ASKING = ['filed', 'returned', 'accepted'];

/** Pages of the household's word in place of papers (R89): to choose, to read aloud, to print, to look at later. */
@Injectable()
export class CommitmentPage {
  constructor(
    private readonly commitments: Commitments,
    private readonly views: CommitmentViews,
    private readonly applications: Applications,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly words: AssessmentWords,
    private readonly transactions: Transactions,
  ) {}

  /** Those of one application, with the form for a new one. @throws AppError 404 */
  async ofApplication(applicationId: string, form: FormModel): Promise<View> {
    const application = await this.applications.open(applicationId);
    const lines = await this.views.lines(await this.commitments.ofApplication(applicationId));
    const committed = await this.applications.committedPapers(applicationId);
    const waivable = this.commitments.waivable(application.districtCode, application.act);
    const free = waivable.filter(({ code }) => !committed.includes(code));
    const asking = ASKING.includes(application.state);
    const model = {
      ...{ id: applicationId, form, rows: this.rows(lines, application.districtCode) },
      ...{ asking, papers: free.map((paper) => ({ value: paper.code, text: this.words.of(paper) })) },
      kinds: this.words.choices('commitments.signer-kind.', signerKinds),
      people: await this.words.people(application.householdId, this.words.text('commitments.new.applicant')),
    };
    return view('console/people/commitments/of-application', model, {
      title: 'commitments.application.title',
      breadcrumbs: await this.trail(application),
    });
  }

  /** @throws AppError 404 */
  async show(id: string, form: FormModel = emptyForm()): Promise<View> {
    const row = await this.commitments.open(id);
    const shown = await this.views.one(row);
    const application = await this.applications.get(row.applicationId);
    const { roles } = this.transactions.actor;
    const may = (move: string, permission: Parameters<typeof allows>[1]) =>
      shown.moves.includes(move) && allows(roles, permission);
    const model = {
      ...{ commitment: shown, form, papers: this.named(shown.waived, row.districtCode) },
      ...{ applicationNumber: application.number, version: row.version },
      stateText: this.words.text(`commitments.state.${shown.state}`),
      signer: this.signerOf(shown),
      how: shown.signedHow && this.words.text(`commitments.how.${shown.signedHow}`),
      outcomeText: shown.outcome && this.words.text(`commitments.outcome.${shown.outcome}`),
      ...{ mayAnswer: may('sign', 'commitments:write'), mayWithdraw: may('withdraw', 'commitments:write') },
      mayCheck: may('affirm', 'commitments:check'),
      mayContest: may('contest', 'commitments:write') && shown.saidAt === null,
      ...{ mayReply: may('uphold', 'commitments:check'), maySettle: may('let-stand', 'commitments:check') },
      hows: this.words.choices('commitments.how.', signedHows),
      outcomes: this.words.choices('commitments.outcome.', commitmentOutcomes),
      replies: this.words.choices('commitments.reply.', ['not-true', 'true']),
      nexts: this.words.choices('commitments.next.', ['recheck', 'let-stand']),
    };
    return view('console/people/commitments/one', model, {
      title: 'commitments.one.title',
      titleParams: { number: row.number },
      breadcrumbs: [
        ...(await this.trail(application)),
        { href: `/console/applications/${application.id}/commitments`, key: 'commitments.application.title' },
      ],
    });
  }

  /** What the person gets in their hand, to be signed. @throws AppError 404 */
  async print(id: string): Promise<View> {
    const row = await this.commitments.open(id);
    const shown = await this.views.one(row);
    const act = this.applications.acts(row.districtCode).find(({ code }) => code === row.act);
    const model = {
      ...{ commitment: shown, papers: this.named(shown.waived, row.districtCode), signer: this.signerOf(shown) },
      ...{ act: act ? this.words.of(act) : row.act, guardian: shown.signerKind === 'guardian' },
    };
    return view('print/commitment', model, { title: 'commitments.print.title', layout: 'print/layout' });
  }

  /** Lines of a list with the names of their papers. */
  rows(lines: Awaited<ReturnType<CommitmentViews['lines']>>, districtCode: string) {
    return lines.map((line) => ({ ...line, papers: this.named(line.waived, districtCode) }));
  }

  private signerOf({ signerName, signerKind }: CommitmentView): string {
    const kind = this.words.text(`commitments.signer-kind.${signerKind}`);
    return `${signerName ?? this.words.text('release.not-shown')} · ${kind}`;
  }

  private named(codes: readonly string[], districtCode: string): string[] {
    const { papers } = this.policies.current(districtCode).rules;
    return codes.map((code) => {
      const paper = papers.find((one) => one.code === code);
      return paper ? this.words.of(paper) : code;
    });
  }

  private async trail({ id, number, householdId }: Application) {
    const name = await this.households.nameOf(householdId);
    return [
      ...this.words.trail({ id: householdId, displayName: name }),
      { href: `/console/applications/${id}`, text: number },
    ];
  }
}
