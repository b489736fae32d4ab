import { Injectable } from '@nestjs/common';
import { CaseHolder, CaseOwner, Cases, CaseViews, closeReasons, stagesBehind } from '../../people/cases';
import { Households } from '../../people/households';
import { emptyForm, type FormModel, view, type View } from '../shell';
import { Choices } from './choices';

/** The forms of the page; a refused one is shown with what was typed, the others blank. */
export type CaseAct = 'advance' | 'assign' | 'suspend' | 'resume' | 'close';

/** The page of one case, with the forms of those moves that its reader may make. */
@Injectable()
export class CasePage {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
    private readonly owner: CaseOwner,
    private readonly holder: CaseHolder,
    private readonly choices: Choices,
    private readonly households: Households,
  ) {}

  /** @throws AppError 404 */
  async show(caseId: string, form: FormModel = emptyForm(), refused?: CaseAct): Promise<View> {
    const row = await this.cases.get(caseId);
    await this.households.open(row.householdId);
    const shown = await this.views.one(row);
    const formOf = (act: CaseAct) => (act === refused ? form : emptyForm());
    // Three forms have a reason; the summary of errors leads to the one that was refused.
    const reasonOf = (act: CaseAct) => (act === refused ? 'f-reason' : `f-${act}-reason`);
    const model = {
      ...{ case: shown, form, paused: row.resumeState !== null },
      readOnly: shown.moves.length === 0 && row.state !== 'archived',
      forms: {
        advance: formOf('advance'),
        assign: formOf('assign'),
        suspend: formOf('suspend'),
        close: formOf('close'),
      },
      reasonIds: { advance: reasonOf('advance'), suspend: reasonOf('suspend'), close: reasonOf('close') },
      workers: await this.colleagues(row),
      stages: this.choices.of('cases.state.', stagesBehind(shown.moves)),
      ...{ maySuspend: shown.moves.includes('suspend'), mayClose: shown.moves.includes('close') },
      handovers: await this.views.handovers(await this.cases.handoversOf(caseId)),
      kinds: this.choices.of('cases.state.', ['suspended', 'waiting-consent']),
      reasons: this.choices.of('cases.close-reason.', closeReasons),
    };
    return view('console/people/case', model, { title: 'cases.one.title', titleParams: { number: row.number } });
  }

  /** To whom the reader could give it. */
  private async colleagues(
    row: Parameters<CaseHolder['mayAssign']>[0],
  ): Promise<Array<{ value: string; text: string }>> {
    if (!(await this.holder.mayAssign(row))) return [];
    const workers = await this.owner.candidates(row.unitId, row.householdId);
    return workers.map((worker) => ({ value: worker.id, text: worker.display_name }));
  }
}
