import { Injectable } from '@nestjs/common';
import { type Application, type ApplicationView, RepeatedAid } from '../../people/applications';
import { Reserves } from '../../people/reserves';
import { Transactions } from '../../platform/database';
import type { Act } from '../../reference/policies';
import { allows } from '../../trust/access';
import { AssessmentWords } from './assessments-words';

/** What the page of an application says and offers of urgent aid, its papers and the second look (B24, B22, R70). */
@Injectable()
export class UrgentAidPanel {
  constructor(
    private readonly reserves: Reserves,
    private readonly repeated: RepeatedAid,
    private readonly words: AssessmentWords,
    private readonly transactions: Transactions,
  ) {}

  async of(row: Application, { moves, papers, secondLook }: ApplicationView, act: Act | undefined) {
    const { roles } = this.transactions.actor;
    const township = !roles.includes('officer');
    const decides = allows(roles, 'applications:decide');
    // Once it was visited the ordinary decision is next.
    const early = row.state !== 'checked' && moves.includes('grant-at-once');
    const undecided = moves.includes('grant') || moves.includes('grant-at-once');
    const before = act && undecided && decides ? await this.repeated.before(row, act) : null;
    const bound = township && (row.level === 'district' || before !== null);
    const mayGrant = row.urgent && early && decides && !bound;
    const may = (move: string) => papers?.moves.includes(move) ?? false;
    const looks = (move: string) => secondLook?.moves.includes(move) ?? false;
    return {
      mayMark:
        act?.urgent === true && !row.urgent && moves.includes('mark-urgent') && allows(roles, 'applications:write'),
      ...{ mayGrant, township, before, days: act?.clocks.find(({ step }) => step === 'papers')?.workDays ?? 0 },
      leftFen: mayGrant && township ? await this.reserves.leftIn(row.regionPath) : null,
      mayComplete: may('complete-papers') && allows(roles, 'applications:write'),
      mayCheck: (may('find-right') || may('find-wrong')) && allows(roles, 'applications:process'),
      results: this.words.choices('urgent-aid.result.', may('find-right') ? ['right', 'wrong'] : ['wrong']),
      mayDecidePapers: may('reclaim') && decides,
      decisions: this.words.choices('urgent-aid.decision.', ['reclaim', 'waive']),
      mayLook: looks('confirm') && allows(roles, 'second-looks:decide'),
      lookOutcomes: this.words.choices('second-looks.outcome.', ['confirmed', 'to-correct']),
      mayAnswerLook: looks('answer') && allows(roles, 'applications:process'),
      payers:
        act?.urgent === true && act.pays === 'once' && row.level === 'township'
          ? this.words.choices('urgent-aid.from.', ['district', 'reserve'])
          : [],
    };
  }
}
