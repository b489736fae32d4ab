import { Injectable } from '@nestjs/common';
import { pathIds, Regions } from '../../reference/regions';
import { releaseFields, type Unreleased } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { HouseholdLevels, Households } from '../households';
import { type IntegrityLine, integrityLine } from './dto/integrity.view';
import { IntegrityStore, type StatusRow } from './integrity.store';
import { Integrity } from './integrity.service';
import type { IntegrityAnswer } from './integrity-answer.entity';
import { SealedAnswers } from './sealed-answers';

/** Lines of the list as the reader may see them (C3). */
@Injectable()
export class IntegrityViews {
  constructor(
    private readonly integrity: Integrity,
    private readonly store: IntegrityStore,
    private readonly sealed: SealedAnswers,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly regions: Regions,
    private readonly accounts: Accounts,
  ) {}

  async lines(rows: readonly StatusRow[]): Promise<IntegrityLine[]> {
    const files = [...new Set(rows.map(({ householdId }) => householdId))];
    const levels = await this.levels.ofAll(files);
    const labels = await this.households.labelsOf(files);
    const members = await this.households.memberNamesOf(files);
    const answers = await this.store.answers(rows.flatMap(({ answerId }) => answerId ?? []));
    const names = await this.accounts.names([...new Set(answers.flatMap(({ answeredBy }) => answeredBy ?? []))]);
    const placeOf = ({ regionPath }: StatusRow) => pathIds(regionPath).at(-1) ?? 0;
    const paths = await this.regions.paths(rows.map(placeOf));
    const acts = this.integrity.acts();
    const lines: IntegrityLine[] = [];
    for (const row of rows) {
      const { id, householdId, memberId, line, grantedFrom, documentNumber, source, holes } = row;
      const [file, act] = [labels.get(householdId), acts.find(({ code }) => code === line)];
      const divisions = paths.get(placeOf(row)) ?? [];
      const answer = answers.find((one) => one.id === row.answerId);
      const view: Unreleased<IntegrityLine> = {
        ...{ id, self: `/api/v1/integrity-list/${id}`, householdId, householdNumber: file?.number ?? '' },
        ...{ householdName: file?.displayName ?? '', memberId, act: line, grantedFrom, source, holes },
        memberName: memberId === null ? null : (members.get(memberId) ?? null),
        township: (divisions.find(({ level }) => level === 'township') ?? divisions.at(-1))?.name ?? '',
        actName: { zh: act?.zh ?? line, en: act?.en ?? line },
        determined: (documentNumber ?? '') !== '',
        answer: answer ? await this.answer(answer, names) : null,
      };
      lines.push(releaseFields(integrityLine, view, levels.get(householdId)!));
    }
    return lines;
  }

  async one(row: StatusRow): Promise<IntegrityLine> {
    const [line] = await this.lines([row]);
    return line!;
  }

  private async answer(
    one: IntegrityAnswer,
    names: ReadonlyMap<string, string>,
  ): Promise<NonNullable<IntegrityLine['answer']>> {
    return {
      ...{ id: one.id, kind: one.kind, holes: one.holes, ground: await this.sealed.ground(one) },
      answeredByName: one.answeredBy === null ? null : (names.get(one.answeredBy) ?? null),
      ...{ answeredAt: one.answeredAt.toISOString(), proposalId: one.proposalId },
    };
  }
}
