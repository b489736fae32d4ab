import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { ObligorViews } from '../../people/verification';
import { AssessmentWords } from './assessments-words';

/** Those who owe support as the page of the economy shows them: law and fact side by side (R65). */
@Injectable()
export class ObligorPanel {
  constructor(
    private readonly views: ObligorViews,
    private readonly households: Households,
    private readonly words: AssessmentWords,
  ) {}

  async of(householdId: string) {
    const names = await this.households.everMemberNames(householdId);
    const { items, asked, nobodyOn, sums } = await this.views.of(householdId);
    return {
      ...{ id: householdId, asked, nobodyOn, sums, mayNobody: !asked || nobodyOn !== null },
      rows: items.map((row) => ({
        ...row,
        who: names.get(row.memberId) ?? this.words.text('release.not-shown'),
        ability: this.words.text(`obligors.unable.${row.unableBecause ?? 'able'}`),
        ended: row.endedAt !== null,
      })),
    };
  }
}
