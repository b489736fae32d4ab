import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { adoptedPack, PackVersions } from '../../../reference/policies';
import { Units } from '../../../reference/regions';
import { storedRules } from '../../calculations';
import { EndSimulation } from '../../simulations';
import type { Adoption } from '../adoption.entity';
import { AdoptionGrounds } from '../adoption-grounds';
import { Adoptions } from '../adoptions.service';
import { AdoptionsStore } from '../adoptions.store';
import type { AdoptionReason } from '../dto/adoption.dto';

/** The second person agrees, and the draft is a version of the pack; or refuses; or whoever asked takes the wish back (R2). */
@Injectable()
export class DecideAdoption {
  constructor(
    private readonly store: AdoptionsStore,
    private readonly adoptions: Adoptions,
    private readonly grounds: AdoptionGrounds,
    private readonly versions: PackVersions,
    private readonly simulations: EndSimulation,
    private readonly units: Units,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError as `AdoptionGrounds.check` and `Adoptions.make`; 409 `adoption-draft-changed` */
  async confirm(id: string, { reason }: AdoptionReason): Promise<Adoption> {
    const row = await this.store.hold(id);
    const { number, districtCode, effectiveFrom, simulationId } = row;
    // Who may not decide is told so, whatever has become of the draft.
    if (!(await this.adoptions.allowed(row)).includes('adopt')) return this.adoptions.make(row, 'adopt', {});
    const { draft, tried } = await this.grounds.check(row);
    if (draft.version !== row.draftVersion) throw conflict('adoption-draft-changed');
    const code = number.toLowerCase();
    const approved = { by: await this.office(number), on: this.clock.today() };
    const pack = adoptedPack(tried, { code, from: effectiveFrom, approved });
    const { content, digest } = storedRules(pack);
    await this.versions.keep({ code, districtCode, effectiveFrom, content, digest }, draft);
    await this.simulations.keepFor(simulationId, effectiveFrom);
    const change = { ...this.decision(reason), packCode: code, packVersion: pack.version };
    return this.adoptions.make(row, 'adopt', change, reason);
  }

  /** @throws AppError as `Adoptions.make` */
  async refuse(id: string, { reason }: AdoptionReason): Promise<Adoption> {
    return this.adoptions.make(await this.store.hold(id), 'refuse', this.decision(reason), reason);
  }

  /** @throws AppError as `Adoptions.make` */
  async cancel(id: string): Promise<Adoption> {
    return this.adoptions.make(await this.store.hold(id), 'cancel', {});
  }

  private decision(decisionReason: string): Partial<Adoption> {
    return { decidedBy: this.transactions.actor.userId, decidedAt: this.clock.now(), decisionReason };
  }

  /** The office stands in the version, which everybody reads; who sat there stands in the row. */
  private async office(number: string): Promise<string> {
    const { unitId } = this.transactions.actor;
    return unitId === null ? number : `${(await this.units.byId(unitId)).name} ${number}`;
  }
}
