import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { Lifecycles } from '../../platform/lifecycle';
import { Audit } from '../../trust/audit';
import type { Adoption } from './adoption.entity';
import { adoptionLifecycle, type AdoptionMove } from './adoption.lifecycle';
import { AdoptionsStore } from './adoptions.store';
import type { AdoptionQuery } from './dto/adoption.dto';

/** Reads of adoptions, and one move of one with log and record. */
@Injectable()
export class Adoptions {
  constructor(
    private readonly store: AdoptionsStore,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `adoption-not-found` */
  get(id: string): Promise<Adoption> {
    return this.store.get(id);
  }

  /** As it is, until the transaction ends. @throws AppError 404 `adoption-not-found` */
  share(id: string): Promise<Adoption> {
    return this.store.share(id);
  }

  /** Newest first. */
  list(query: AdoptionQuery): Promise<Page<Adoption>> {
    return this.store.list(query);
  }

  /** How many wait for a decision. */
  countAsked(): Promise<number> {
    return this.store.countAsked();
  }

  /** What the actor may do with it. */
  async allowed(row: Adoption): Promise<AdoptionMove[]> {
    const facts = await this.facts(row);
    return adoptionLifecycle
      .allowed(row.state, this.transactions.actor.roles)
      .filter((move) => !adoptionLifecycle.rule(row.state, move)?.guard?.(facts));
  }

  /** @throws AppError 409 `move-not-allowed`, `adoption-own-request`, `adoption-not-yours`, `adoption-in-use`; 412 */
  async make(row: Adoption, move: AdoptionMove, changes: Partial<Adoption>, reason?: string): Promise<Adoption> {
    const { id: subjectId, districtCode, state: from } = row;
    const facts = await this.facts(row);
    const request = { lifecycle: adoptionLifecycle, subjectId, districtCode, from, move, facts, reason };
    const state = await this.lifecycles.move(request);
    const moved = await this.store.update(row, { ...changes, state });
    await this.audit.changed({
      ...{ action: `pack-adoption.${state}`, subjectType: 'pack-adoption', subjectId, districtCode },
      fields: ['state'],
    });
    return moved;
  }

  private async facts({ askedBy, packVersion }: Adoption) {
    return {
      asker: this.transactions.actor.userId === askedBy,
      used: packVersion !== null && (await this.store.decidedBy(packVersion)),
    };
  }
}
