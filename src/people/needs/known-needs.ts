import { Injectable } from '@nestjs/common';
import { notFound } from '../../platform/errors';
import { withoutResults } from './merge-needs';
import type { Need } from './need.entity';
import { NeedsStore } from './needs.store';
import { ResultStandings } from './result-standings';

/**
 * Needs as far as the reader may know what speaks for them. Whoever is to answer a second time learns nothing of the other
 * assessor's result: what it alone speaks for is not there, and of what others speak for too its share is taken out.
 */
@Injectable()
export class KnownNeeds {
  constructor(
    private readonly store: NeedsStore,
    private readonly standings: ResultStandings,
  ) {}

  async of(needs: readonly Need[]): Promise<Need[]> {
    const hidden = await this.standings.hidden([...new Set(needs.flatMap(({ assessmentIds }) => assessmentIds))]);
    const known: Need[] = [];
    for (const need of needs) {
      if (!need.assessmentIds.some((id) => hidden.has(id))) known.push(need);
      else {
        const rest = withoutResults(need, hidden, await this.store.severityOfWord(need));
        if (rest) known.push({ ...need, ...rest });
      }
    }
    return known;
  }

  /** @throws AppError 404 `need-not-found`, also where the reader must not know of it yet */
  async get(id: string): Promise<Need> {
    const [known] = await this.of([await this.store.get(id)]);
    if (!known) throw notFound('need-not-found');
    return known;
  }
}
