import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Policies } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import { Adoptions } from '../../adoptions';
import { MakeCalculation } from '../../calculations';
import { Classifications, ConfirmClassification, ProposeClassification, TakeBackDecision } from '../../classification';
import { Households } from '../../households';
import type { ConfirmProposal } from '../dto/recalculation.dto';
import { ProposalsStore } from '../proposals.store';
import type { Recalculation } from '../recalculation.entity';
import type { RecalculationHousehold } from '../recalculation-household.entity';
import { RecalculationsStore } from '../recalculations.store';
import { WorkOutFamilies } from './work-out-families.use-case';

/** A person decides the proposals of a batch, one by one or several at once (R3, R11, R12); nobody else ever does. */
@Injectable()
export class DecideProposal {
  constructor(
    private readonly store: RecalculationsStore,
    private readonly proposals: ProposalsStore,
    private readonly adoptions: Adoptions,
    private readonly calculations: MakeCalculation,
    private readonly proposing: ProposeClassification,
    private readonly confirming: ConfirmClassification,
    private readonly takingBack: TakeBackDecision,
    private readonly classifications: Classifications,
    private readonly work: WorkOutFamilies,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the calculation anew, keeps it, and decides by it: only what the reader has looked at is ever confirmed.
   * @throws AppError 404; 409 `recalculation-not-open`, `recalculation-not-in-force`, `recalculation-decided`,
   *   `recalculation-file-changed`; 422 `recalculation-class-needed`, `class-reason-required`, `class-named-twice`
   */
  async confirm(id: string, householdId: string, input: ConfirmProposal): Promise<RecalculationHousehold> {
    await this.confirmOne(await this.inForce(id), householdId, input);
    return this.proposals.get(id, householdId);
  }

  /** All of them as they are proposed, or none. @returns how many @throws AppError as `confirm` */
  async confirmAll(id: string, householdIds: readonly string[]): Promise<number> {
    const batch = await this.inForce(id);
    // In one order, so that two who press at once wait for each other instead of both giving up.
    const files = [...new Set(householdIds)].sort();
    for (const householdId of files) await this.confirmOne(batch, householdId, {});
    return files.length;
  }

  /** The decision in force stays as it is. @throws AppError 404; 409 `recalculation-not-open`, `recalculation-decided` */
  async setAside(id: string, householdId: string, reason: string): Promise<RecalculationHousehold> {
    const batch = await this.store.share(id);
    const row = await this.open(id, householdId);
    await this.proposals.update(row, { state: 'set-aside', reason, ...this.decision() });
    await this.record('set-aside', batch, householdId);
    return this.proposals.get(id, householdId);
  }

  /** Works one family out again, whose file has changed since. @throws AppError as `setAside` */
  async again(id: string, householdId: string): Promise<RecalculationHousehold> {
    const batch = await this.store.share(id);
    const row = await this.open(id, householdId);
    const compared = await this.work.proposalsOf([householdId], await this.work.rules(id));
    const { householdType: _, ...changes } = compared.get(householdId)!;
    await this.proposals.update(row, changes);
    await this.record('worked-out-again', batch, householdId);
    return this.proposals.get(id, householdId);
  }

  /** Households that were handed their notices; those told already stay as they are. @returns how many */
  async told(id: string, householdIds: readonly string[]): Promise<number> {
    const batch = await this.store.get(id);
    let told = 0;
    for (const householdId of [...new Set(householdIds)].sort()) {
      const row = await this.proposals.get(id, householdId);
      if (row.state !== 'confirmed') throw conflict('recalculation-not-confirmed');
      if (row.toldAt !== null) continue;
      await this.proposals.update(row, { toldAt: this.clock.now(), toldBy: this.transactions.actor.userId });
      await this.record('told', batch, householdId);
      told += 1;
    }
    return told;
  }

  /**
   * The decision before is in force again, and the proposal is open: until the household is told.
   * @throws AppError 404; 409 `recalculation-not-open`, `recalculation-not-confirmed`, `recalculation-told`,
   *   `classification-decided-since`
   */
  async undo(id: string, householdId: string, reason: string): Promise<RecalculationHousehold> {
    await this.undoOne(await this.isOpen(id), householdId, reason);
    return this.proposals.get(id, householdId);
  }

  /** In the open transaction. @throws AppError as `undo` */
  async undoOne(batch: Recalculation, householdId: string, reason: string): Promise<void> {
    const row = await this.proposals.hold(batch.id, householdId);
    if (row.state !== 'confirmed') throw conflict('recalculation-not-confirmed');
    if (row.toldAt !== null) throw conflict('recalculation-told', { number: await this.numberOf(householdId) });
    await this.takingBack.execute(row.classificationId!, row.replacedId, reason);
    await this.proposals.update(row, {
      ...{ state: 'open', classificationId: null, replacedId: null, confirmationId: null, reason: null },
      ...{ newClass: null, newCircle: null, decidedBy: null, decidedAt: null },
    });
    await this.record('undone', batch, householdId);
  }

  /** The batch stays open until the transaction ends. @throws AppError 404; 409 `recalculation-not-open` */
  isOpen(id: string): Promise<Recalculation> {
    return this.store.share(id);
  }

  /** The batch and its version stay as they are until the transaction ends. @throws AppError as `confirm` */
  async inForce(id: string): Promise<Recalculation> {
    const batch = await this.store.share(id);
    const { state, packCode } = await this.adoptions.share(batch.adoptionId);
    const inForce = state === 'adopted' && this.policies.current(batch.districtCode) === this.policies.pack(packCode!);
    if (!inForce) throw conflict('recalculation-not-in-force');
    return batch;
  }

  /** In the open transaction. @param input with the order that it is part of, if any. @throws AppError as `confirm` */
  async confirmOne(
    batch: Recalculation,
    householdId: string,
    { confirmationId = null, ...input }: ConfirmProposal & { confirmationId?: string | null },
  ): Promise<void> {
    const row = await this.open(batch.id, householdId);
    const made = await this.calculations.execute(householdId, null, batch.onDay);
    // What is confirmed is what was shown, byte for byte.
    if (made.calculation.digest !== row.digestAfter)
      throw conflict('recalculation-file-changed', { number: await this.numberOf(householdId) });
    const proposal = await this.proposing.by(made);
    const ofClass = input.class ?? made.result.class;
    if (ofClass === null) throw invalid([{ field: 'class', code: 'recalculation-class-needed' }]);
    const replaced = await this.classifications.current(householdId);
    const decided = await this.confirming.execute(proposal.id, {
      ...{ class: ofClass, circle: input.circle, reason: input.reason },
      secondary: input.secondary ?? (proposal.proposedSecondary as ConfirmProposal['secondary'])!,
    });
    await this.proposals.update(row, {
      ...{ state: 'confirmed', classificationId: decided.id, reason: input.reason ?? null, ...this.decision() },
      ...{ newClass: decided.decidedClass, newCircle: decided.decidedCircle },
      ...{ replacedId: replaced?.id ?? null, confirmationId },
    });
    await this.record('confirmed', batch, householdId);
  }

  /** The proposal, as long as nobody has decided it; held until the transaction ends. */
  private async open(id: string, householdId: string): Promise<RecalculationHousehold> {
    const row = await this.proposals.hold(id, householdId);
    if (row.state !== 'open') throw conflict('recalculation-decided', { number: await this.numberOf(householdId) });
    return row;
  }

  private async numberOf(householdId: string): Promise<string> {
    return (await this.households.unrecorded(householdId)).number;
  }

  private decision(): Pick<RecalculationHousehold, 'decidedBy' | 'decidedAt'> {
    return { decidedBy: this.transactions.actor.userId, decidedAt: this.clock.now() };
  }

  private async record(what: string, { id, districtCode }: Recalculation, householdId: string): Promise<void> {
    const subject = { subjectType: 'recalculation', subjectId: id, householdId, districtCode };
    await this.audit.changed({ action: `recalculation.${what}`, ...subject });
  }
}
