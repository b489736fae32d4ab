import { Injectable } from '@nestjs/common';
import { Classifications } from '../../people/classification';
import { Households } from '../../people/households';
import {
  ClosedFiles,
  type RecordRight,
  rightsDecisions,
  type RightsRequest,
  RightsRequests,
  type RightsRequestView,
} from '../../people/rights';
import { Transactions } from '../../platform/database';
import { invalid } from '../../platform/errors';
import { allows } from '../../trust/access';
import { type FormModel, view, type View } from '../shell';
import { Choices } from './choices';

type Typed = Omit<RecordRight, 'householdId' | 'targetKind' | 'targetId'> & {
  householdNumber: string;
  about?: 'class' | 'other' | undefined;
};

/** The page of one request, with the forms that its reader may use. */
@Injectable()
export class RightsPage {
  constructor(
    private readonly requests: RightsRequests,
    private readonly households: Households,
    private readonly files: ClosedFiles,
    private readonly classifications: Classifications,
    private readonly choices: Choices,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 422 when there is no such file, or no class to object to */
  async resolved({ householdNumber, about, ...input }: Typed): Promise<RecordRight> {
    const householdId = await this.households.idOfNumber(householdNumber);
    if (!householdId) throw invalid([{ field: 'householdNumber', code: 'household-not-found' }]);
    return { ...input, householdId, ...(about === 'class' && (await this.classOf(householdId))) };
  }

  /** The class in force, as what a request is about. @throws AppError 422 when nobody has decided one */
  async classOf(householdId: string): Promise<{ targetKind: 'classification'; targetId: string }> {
    const current = await this.classifications.current(householdId);
    if (!current) throw invalid([{ field: 'about', code: 'classification-not-found' }]);
    return { targetKind: 'classification', targetId: current.id };
  }

  async lines(rows: readonly RightsRequest[]): Promise<Array<RightsRequestView & { householdName: string }>> {
    const names = await this.households.namesOf(rows.map(({ householdId }) => householdId));
    const shown = await this.requests.views(rows);
    return shown.map((line) => ({ ...line, householdName: names.get(line.householdId) ?? '' }));
  }

  /** @throws AppError 404 */
  async show(requestId: string, form: FormModel): Promise<View> {
    const row = await this.requests.open(requestId);
    const [request] = await this.lines([row]);
    const reachable = request!.householdName !== '';
    const { moves } = request!;
    const { roles } = this.transactions.actor;
    const inFile = row.kind === 'correct' && row.field !== 'economy' && row.field !== 'other';
    const model = {
      ...{ request, form, reachable, inFile },
      closed: reachable ? null : ((await this.files.find(row.householdId))?.number ?? null),
      may: {
        take: moves.includes('take'),
        withdraw: moves.includes('withdraw'),
        decide: moves.includes('refuse') && allows(roles, 'rights:decide'),
        copy: allows(roles, 'rights:write'),
      },
      decisions: this.choices.of('rights.decision.', rightsDecisions),
      members: reachable && inFile && row.field !== 'address' ? await this.membersOf(row.householdId) : [],
    };
    const titleParams = { number: row.number };
    return view('console/people/rights', model, { title: 'rights.one.title', titleParams });
  }

  private async membersOf(householdId: string): Promise<Array<{ value: string; text: string }>> {
    return (await this.households.members(householdId)).map(({ id, name }) => ({ value: id, text: name }));
  }
}
