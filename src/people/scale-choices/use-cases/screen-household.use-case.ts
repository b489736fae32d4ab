import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { ageOn, Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { Assessments, Instruments, retestWindow, TRIAGE } from '../../assessments';
import { type HouseholdMember, Households } from '../../households';
import type { ScreenInput } from '../dto/scale-choice.dto';
import { type ChoosableScale, proposeScales, type ScreenedMember } from '../propose-scales';
import type { ScaleChoice } from '../scale-choice.entity';
import { ScaleChoicesStore } from '../scale-choices.store';
import { Screenings } from '../screenings';
import { SealedChoice } from '../sealed-choice';

/** Asks the ten questions and proposes at most three scales, with what speaks for each (R18); it decides nothing. */
@Injectable()
export class ScreenHousehold {
  constructor(
    private readonly store: ScaleChoicesStore,
    private readonly screenings: Screenings,
    private readonly sealed: SealedChoice,
    private readonly instruments: Instruments,
    private readonly assessments: Assessments,
    private readonly households: Households,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 422 `screening-question-unknown` */
  async execute(householdId: string, { answers }: ScreenInput): Promise<ScaleChoice> {
    const { districtCode, regionPath } = await this.households.unrecorded(householdId);
    const screening = this.screenings.current;
    const strange = Object.keys(answers).filter((id) => !screening.questions.some((one) => one.id === id));
    if (strange.length > 0) {
      throw invalid(strange.map((id) => ({ field: `answers.${id}`, code: 'screening-question-unknown' })));
    }
    const members = (await this.households.members(householdId)).map((one) => this.screened(one));
    const proposal = proposeScales(screening, await this.scales(householdId), { answers, members });
    const row: ScaleChoice = {
      ...{ id: newId(), householdId, districtCode, regionPath, screeningVersion: screening.version },
      ...{ proposed: proposal.proposed.map(({ code }) => code), chosen: null },
      ...{ proposalCiphertext: null, decisionCiphertext: null },
      ...{ screenedBy: this.transactions.actor.userId, screenedAt: this.clock.now() },
      ...{ decidedBy: null, decidedAt: null, version: 1 },
    };
    const proposalCiphertext = await this.sealed.seal('proposal', row, { answers, ...proposal });
    await this.store.insert({ ...row, proposalCiphertext });
    const subject = { subjectType: 'scale-choice', subjectId: row.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'scale-choice.screened', ...subject });
    return this.store.get(row.id);
  }

  /** All scales but the triage, which comes first anyway, with those of whom a result is too young to ask again. */
  private async scales(householdId: string): Promise<ChoosableScale[]> {
    const today = this.clock.today();
    const done = (await this.assessments.list(householdId)).filter(({ state }) => state === 'completed');
    return this.instruments
      .all()
      .filter(({ code }) => code !== TRIAGE)
      .map((scale) => ({
        ...{ code: scale.code, subject: scale.subject, minimumAge: scale.minimumAge, maximumAge: scale.maximumAge },
        fresh: done
          .filter(({ instrument }) => instrument === scale.code)
          .filter((row) => (retestWindow(scale, row.completedAt ?? row.startedAt)?.from ?? today) > today)
          .map(({ memberId }) => (scale.subject === 'person' ? memberId : null)),
      }));
  }

  private screened(one: HouseholdMember): ScreenedMember {
    const { id, birthDate, disabilityGrade, inEducation, workCapacity, works, illness, singleParent } = one;
    const age = birthDate === null ? null : ageOn(birthDate, this.clock.today());
    return { id, age, disabilityGrade, inEducation, workCapacity, works, illness, singleParent };
  }
}
