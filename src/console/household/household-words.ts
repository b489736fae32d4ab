import { Injectable } from '@nestjs/common';
import { type Commitment, Commitments, CommitmentViews } from '../../people/commitments';
import { GuardianBars } from '../../people/consents';
import type { Locale } from '../../platform/i18n';
import { Policies } from '../../reference/policies';

/** The household's words in place of papers, and what was found of them, as it is told (R89). */
@Injectable()
export class HouseholdWords {
  constructor(
    private readonly commitments: Commitments,
    private readonly views: CommitmentViews,
    private readonly bars: GuardianBars,
    private readonly policies: Policies,
  ) {}

  /**
   * Those found not to be true: to be objected to while that may be done, else what became of the objection. None where the
   * link may be in the wrong hands (B30, B31).
   */
  async links(householdId: string, locale: Locale) {
    if (await this.bars.closes(householdId)) return [];
    const rows = await this.commitments.found(householdId);
    return rows
      .map((row) => ({
        ...{ id: row.id, act: this.act(row, locale), contestable: this.commitments.isContestable(row) },
        said: row.saidAt !== null,
      }))
      .filter(({ contestable, said }) => contestable || said);
  }

  /** One of them, with what was found and what was said to it. @throws AppError 404 */
  async of(id: string, locale: Locale) {
    const row = await this.commitments.openOwn(id);
    const { takenAt, foundAt, ground, said, saidAt, reply, repliedAt, waived } = await this.views.one(row);
    const { papers } = this.policies.current(row.districtCode).rules;
    return {
      ...{ id, act: this.act(row, locale), takenAt, foundAt, ground, said, saidAt, reply, repliedAt },
      papers: waived.map((code) => nameOf(code, papers, locale)),
      stands: row.state === 'not-true' && repliedAt !== null ? 'upheld' : row.state,
      contestable: this.commitments.isContestable(row),
    };
  }

  private act({ districtCode, act }: Commitment, locale: Locale): string {
    return nameOf(act, this.policies.current(districtCode).rules.acts, locale);
  }
}

function nameOf(code: string, known: ReadonlyArray<{ code: string; zh: string; en: string }>, locale: Locale): string {
  const found = known.find((one) => one.code === code);
  return found ? (locale === 'en' ? found.en : found.zh) : code;
}
