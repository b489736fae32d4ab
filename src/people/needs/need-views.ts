import { Injectable } from '@nestjs/common';
import { notFound } from '../../platform/errors';
import { Lifecycles } from '../../platform/lifecycle';
import { HouseholdLevels } from '../households';
import { type NeedView, viewNeed } from './dto/need.view';
import { KnownNeeds } from './known-needs';
import type { Need } from './need.entity';
import { ResultStandings } from './result-standings';

/** Needs as the reader may see them: code and severity, or what speaks for them and who confirmed them too (C3). */
@Injectable()
export class NeedViews {
  constructor(
    private readonly levels: HouseholdLevels,
    private readonly lifecycles: Lifecycles,
    private readonly known: KnownNeeds,
    private readonly standings: ResultStandings,
  ) {}

  /** @throws AppError 404 `need-not-found` where the reader must not know of it yet */
  async of(need: Need): Promise<NeedView> {
    const [view] = await this.list([need]);
    if (!view) throw notFound('need-not-found');
    return view;
  }

  /** Without those that an assessor who is still at a second answer must not know of. */
  async list(needs: readonly Need[]): Promise<NeedView[]> {
    const known = await this.known.of(needs);
    const setAside = await this.standings.setAside([...new Set(known.flatMap(({ assessmentIds }) => assessmentIds))]);
    const views: NeedView[] = [];
    for (const need of known) {
      const more = { declineReason: await this.declineReason(need), lostGround: this.lostGround(need, setAside) };
      views.push(viewNeed(need, await this.levels.of(need.householdId), more));
    }
    return views;
  }

  /** Of all results that spoke for it none counts any more. */
  private lostGround({ evidence }: Need, setAside: ReadonlySet<string>): boolean {
    const results = evidence.filter((one) => one.kind === 'assessment');
    return results.length > 0 && results.every(({ assessmentId }) => setAside.has(assessmentId));
  }

  private async declineReason({ id, state }: Need): Promise<string | null> {
    if (state !== 'declined') return null;
    return (await this.lifecycles.log(id)).findLast(({ move }) => move === 'decline')?.reason ?? null;
  }
}
