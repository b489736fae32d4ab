import { Injectable } from '@nestjs/common';
import { fromDecimal, multiply } from '../../reference/formulas';
import { Policies, standardOn } from '../../reference/policies';
import { ageOn, Clock } from '../../platform/time';
import { Households } from '../households';
import { Economy } from '../verification';
import type { Assessment } from './assessment.entity';
import type { Instrument } from './instrument';
import { Instruments } from './instruments';
import { householdMeasures, type HouseholdMeasures } from './measures';
import { type Questionnaire, questionnaire } from './questions';
import type { Answers } from './score-result';

const nothing: HouseholdMeasures = { byItem: {}, rigidShare: null };

/** Puts a scale to the person or household that it was opened for: age, figures of the file, answers so far. */
@Injectable()
export class Questionnaires {
  constructor(
    private readonly instruments: Instruments,
    private readonly households: Households,
    private readonly economy: Economy,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  async of(row: Assessment, answers: Answers): Promise<Questionnaire> {
    const instrument = this.instruments.of(row);
    const day = row.answeredOn ?? this.clock.today();
    const ageYears = await this.age(row, instrument, day);
    return questionnaire(instrument, answers, ageYears, await this.measures(row, instrument, day));
  }

  private async age({ memberId }: Assessment, { subject }: Instrument, day: string): Promise<number | null> {
    if (memberId === null || subject === 'household') return null;
    const { birthDate } = await this.households.member(memberId);
    return birthDate === null ? null : ageOn(birthDate, day);
  }

  private async measures({ householdId }: Assessment, instrument: Instrument, day: string): Promise<HouseholdMeasures> {
    if (!instrument.items.some(({ computed }) => computed)) return nothing;
    const { districtCode } = await this.households.unrecorded(householdId);
    const { standards, circles, rigid } = this.policies.current(districtCode).rules;
    const dibao = standardOn(standards, 'dibao', day);
    return householdMeasures(await this.economy.totals(householdId), {
      lowIncomeLine: dibao && multiply(dibao, fromDecimal(circles.lineFactor)),
      rigidPercent: rigid.shareOfIncome,
    });
  }
}
