import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '../../platform/errors';
import { Clock, plusMonths } from '../../platform/time';
import { type PackDraft, PackDrafts, Policies, type PolicyPack } from '../../reference/policies';
import { storedRules } from '../calculations';
import { type Simulation, Simulations } from '../simulations';
import type { Adoption } from './adoption.entity';

/** What is adopted: the draft, the simulation that tried exactly its rows, and the pack that was tried. */
export interface Grounds {
  draft: PackDraft;
  simulation: Simulation;
  tried: PolicyPack;
}

const MONTHS_AHEAD = 12;

/** Whether a draft may be adopted as it is (R2): nobody puts rules in force whose effect nobody has looked at. */
@Injectable()
export class AdoptionGrounds {
  constructor(
    private readonly drafts: PackDrafts,
    private readonly simulations: Simulations,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /**
   * Both when it is asked for and when it is decided.
   * @throws AppError 404; 409 `adoption-not-simulated`, `pack-draft-dropped`, `pack-draft-adopted`,
   *   `adoption-simulation-stale`, `adoption-rules-changed`; 422 `adoption-day`, `adoption-before-change`
   */
  async check({ simulationId, effectiveFrom }: Pick<Adoption, 'simulationId' | 'effectiveFrom'>): Promise<Grounds> {
    const simulation = await this.simulations.get(simulationId);
    if (simulation.state !== 'done' || simulation.draftId === null) throw conflict('adoption-not-simulated');
    const draft = await this.drafts.get(simulation.draftId);
    if (draft.state === 'dropped') throw conflict('pack-draft-dropped');
    if (draft.state === 'adopted') throw conflict('pack-draft-adopted');
    const { before, after } = await this.simulations.packs(simulationId);
    const asItIs = this.drafts.packOf(draft, simulation.onDay);
    if (storedRules(asItIs).digest !== storedRules(after).digest) throw conflict('adoption-simulation-stale');
    const inForce = this.policies.current(draft.districtCode);
    if (storedRules(inForce).digest !== storedRules(before).digest) throw conflict('adoption-rules-changed');
    this.checkDay(effectiveFrom, draft, simulation);
    return { draft, simulation, tried: after };
  }

  /** What has no dates of its own changes with the version: the day is not before the last change, on either side. */
  private checkDay(day: string, { changes }: PackDraft, { onDay }: Simulation): void {
    const today = this.clock.today();
    if (day < today || day > plusMonths(today, MONTHS_AHEAD))
      throw invalid([{ field: 'effectiveFrom', code: 'adoption-day' }]);
    const last = changes
      .map(({ from }) => from)
      .sort()
      .at(-1);
    if (last === undefined) throw conflict('adoption-nothing-changed');
    if (onDay < last) throw conflict('adoption-simulated-before-change', { day: last });
    if (day < last) throw invalid([{ field: 'effectiveFrom', code: 'adoption-before-change', params: { day: last } }]);
  }
}
