import { Injectable } from '@nestjs/common';
import { type ChecklistEntry, Entitlements } from '../../people/entitlements';
import { Households, HouseholdViews } from '../../people/households';
import { EconomyViews } from '../../people/verification';
import { Audit } from '../../trust/audit';
import { AssessmentWords } from './assessments-words';

/** Forms of applications with what the file knows filled in, to be signed on paper (R31); as far as the reader sees it (C3). */
@Injectable()
export class ApplicationForms {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly economy: EconomyViews,
    private readonly audit: Audit,
    private readonly words: AssessmentWords,
  ) {}

  /** Forms of these lines of one household, or of all its open ones; printing is on the record (C2). */
  async of(householdId: string, lines: readonly string[] | null) {
    const household = await this.households.open(householdId);
    const entries = (await this.entitlements.list(householdId)).filter(({ row, applicable }) =>
      lines ? lines.includes(row.id) : applicable && row.state === 'eligible-not-applied',
    );
    if (entries.length === 0) return [];
    await this.audit.read({
      action: 'entitlements.form-printed',
      ...{ subjectType: 'household', subjectId: householdId, householdId },
      fields: entries.map(({ row }) => row.line),
    });
    const file = await this.views.file(household);
    const { totals } = await this.economy.of(householdId);
    const { number, displayName, regionName, address, members, withheld, contactReleased } = file;
    const shared = {
      ...{ number, displayName, regionName, address, withheld, contactReleased, totals },
      members: members.map((member) => ({
        ...member,
        relation: this.words.text(`households.relation.${member.relation}`),
      })),
    };
    return entries.map((entry) => ({ ...shared, ...this.line(entry, members, household.districtCode) }));
  }

  private line(
    { row, catalogue }: ChecklistEntry,
    members: ReadonlyArray<{ id: string; name: string | null }>,
    districtCode: string,
  ) {
    const papers = this.entitlements.papers(catalogue, districtCode);
    const named = (online: boolean) =>
      papers.filter((paper) => paper.online === online).map((one) => this.words.of(one));
    return {
      ...{ title: this.words.of(catalogue), department: catalogue.department, citation: catalogue.citation },
      forWhom: members.find(({ id }) => id === row.memberId)?.name ?? null,
      ...{ bring: named(false), lookedUp: named(true) },
    };
  }
}
