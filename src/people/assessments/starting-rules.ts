import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { conflict, invalid } from '../../platform/errors';
import { ageOn } from '../../platform/time';
import { type Household, type HouseholdMember, Households } from '../households';
import { ofAge } from './asked-items';
import type { Assessment } from './assessment.entity';
import type { Instrument } from './instrument';
import { Instruments } from './instruments';
import { Trainings } from './trainings.service';

/** How many scales are named that would fit instead. */
const hints = 5;
const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** Who may use a scale, on whom, and as long as what: asked when it is begun, and again when it is handed in (R18). */
@Injectable()
export class StartingRules {
  constructor(
    private readonly instruments: Instruments,
    private readonly trainings: Trainings,
    private readonly households: Households,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 409 `assessment-not-trained`: a page that refuses keeps what was typed */
  async requireTraining({ code, name, assessors }: Instrument, { districtCode }: Household): Promise<void> {
    if (assessors !== 'trained') return;
    const { userId } = this.transactions.actor;
    if (userId !== null && (await this.trainings.holds(userId, code, districtCode))) return;
    throw conflict('assessment-not-trained', { scale: `${code} ${name.zh} / ${name.en}` });
  }

  /**
   * A birth date that is not on file lets pass; the result says so.
   * @throws AppError 422 `assessment-too-young`, `assessment-too-old` with the scales that would fit
   */
  requireAge(instrument: Instrument, { birthDate }: HouseholdMember, on: string): void {
    if (birthDate === null || instrument.subject === 'household') return;
    const age = ageOn(birthDate, on);
    const { code: scale, minimumAge, maximumAge } = instrument;
    const fits = this.fitting(instrument, age);
    if (minimumAge !== null && age < minimumAge)
      throw invalid([
        { field: 'memberId', code: 'assessment-too-young', params: { scale, age, limit: minimumAge, fits } },
      ]);
    if (maximumAge !== null && age > maximumAge)
      throw invalid([
        { field: 'memberId', code: 'assessment-too-old', params: { scale, age, limit: maximumAge, fits } },
      ]);
  }

  /** True where the scale that this draft was begun with is not the one in use. */
  outdated({ instrument, instrumentVersion }: Assessment): boolean {
    return this.instruments.all().find(({ code }) => code === instrument)?.version !== instrumentVersion;
  }

  /**
   * What may have changed since the draft was begun. The draft stays, with its answers, whatever is refused.
   * @throws AppError 409 `assessment-file-closed`, `assessment-member-died`, `instrument-changed`, `instrument-retired`,
   *   and as at the start
   */
  async recheck(draft: Assessment, household: Household): Promise<Instrument> {
    if (household.state !== 'active') throw conflict('assessment-file-closed');
    const member = draft.memberId === null ? null : await this.households.member(draft.memberId);
    if (member?.leaveReason === 'died' && member.validUntil !== null) throw conflict('assessment-member-died');
    const instrument = this.instruments.all().find(({ code }) => code === draft.instrument);
    if (!instrument) throw conflict('instrument-retired', { scale: draft.instrument });
    if (this.outdated(draft)) throw conflict('instrument-changed', { scale: draft.instrument });
    await this.requireTraining(instrument, household);
    // The age of the day on which it was begun: who has a birthday meanwhile is not begun anew.
    if (member) this.requireAge(instrument, member, shanghaiDay.format(draft.startedAt));
    return instrument;
  }

  private fitting(instrument: Instrument, age: number): string {
    const people = this.instruments
      .all()
      .filter(({ subject, code }) => subject === 'person' && code !== instrument.code);
    const fit = people.filter(({ minimumAge, maximumAge }) =>
      ofAge({ from: minimumAge ?? 0, to: maximumAge ?? Number.MAX_SAFE_INTEGER }, age),
    );
    return fit
      .map(({ code }) => code)
      .slice(0, hints)
      .join(', ');
  }
}
