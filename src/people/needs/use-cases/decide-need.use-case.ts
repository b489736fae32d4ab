import { Injectable } from '@nestjs/common';
import { invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import type { CloseNeedInput, ConfirmNeedInput, DeclineNeedInput } from '../dto/need.dto';
import { KnownNeeds } from '../known-needs';
import type { Need, RootCause } from '../need.entity';
import { MoveNeed } from './move-need.use-case';

/** The household's word on a need: who said it and how is kept (R53); only then is it matched. */
@Injectable()
export class DecideNeed {
  constructor(
    private readonly known: KnownNeeds,
    private readonly moveNeed: MoveNeed,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 409 `move-not-allowed`; 422 `further-cause-without-main` where the main cause is not named,
   *   `further-cause-twice` where it is named again
   */
  async confirm(id: string, { name, mode, rootCause, furtherCauses }: ConfirmNeedInput): Promise<Need> {
    const need = await this.known.get(id);
    const causes = this.causes(need, rootCause, furtherCauses);
    const word = { confirmedByName: name, confirmedMode: mode, confirmedAt: this.clock.now() };
    return this.moveNeed.execute(need, 'confirm', undefined, { ...word, ...causes });
  }

  private causes(
    need: Need,
    main: RootCause | undefined,
    further: readonly RootCause[] | undefined,
  ): Pick<Need, 'rootCause' | 'furtherCauses'> {
    const rootCause = main ?? need.rootCause;
    const furtherCauses = further === undefined ? (need.furtherCauses ?? null) : [...new Set(further)].sort();
    if (!furtherCauses || furtherCauses.length === 0) return { rootCause, furtherCauses: null };
    if (rootCause === null) throw invalid([{ field: 'rootCause', code: 'further-cause-without-main' }]);
    if (furtherCauses.includes(rootCause)) throw invalid([{ field: 'furtherCauses', code: 'further-cause-twice' }]);
    return { rootCause, furtherCauses };
  }

  /** The household does not want help with it; that is an answer, with a name and a reason. */
  async decline(id: string, { name, mode, reason }: DeclineNeedInput): Promise<Need> {
    const need = await this.known.get(id);
    return this.moveNeed.execute(need, 'decline', reason, { confirmedByName: name, confirmedMode: mode });
  }

  /** Ends a need: met, or unmet for a stated reason (A11). */
  async close(id: string, { reason }: CloseNeedInput): Promise<Need> {
    return this.moveNeed.execute(await this.known.get(id), 'close', reason);
  }
}
