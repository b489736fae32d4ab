import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import {
  ApprovedGroups,
  dependsOnCase,
  type FieldGroup,
  fieldGroups,
  type Levels,
  levelsOf,
  type StaffRelation,
} from '../../trust/access';

interface Holding {
  householdId: string;
  tier: string;
  lead: string;
}
/** What the actor is to a file, and which approvals the actor holds for it. */
interface Standing {
  relations: readonly StaffRelation[];
  approved: ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();

/**
 * What the actor of the open transaction may read of a household (C3): relation to the file, then the table. Worked out
 * once a transaction for each file, for a list at once. Rows out of reach never come this far.
 */
@Injectable()
export class HouseholdLevels {
  private readonly known = new WeakMap<object, Map<string, Standing>>();

  constructor(
    private readonly transactions: Transactions,
    private readonly approvals: ApprovedGroups,
  ) {}

  /** @param entry what the actor is to the single entry, e.g. its author */
  async of(householdId: string, ...entry: StaffRelation[]): Promise<Levels> {
    return this.levels((await this.standings([householdId])).get(householdId), entry);
  }

  /** The same of several files. */
  async ofAll(householdIds: readonly string[]): Promise<ReadonlyMap<string, Levels>> {
    const standings = await this.standings(householdIds);
    return new Map(householdIds.map((id) => [id, this.levels(standings.get(id), [])]));
  }

  /**
   * What a list shows that leaves the house on a decision about the list as a whole (R88): the groups decided on, where
   * the table says `ask`; nothing that the actor holds for single files.
   */
  byDecision(groups: ReadonlySet<FieldGroup>): Levels {
    return this.levels({ relations: [], approved: groups }, []);
  }

  private levels(standing: Standing | undefined, entry: readonly StaffRelation[]): Levels {
    const { roles } = this.transactions.actor;
    const levels = levelsOf(roles, [...(standing?.relations ?? []), ...entry]);
    const approved = standing?.approved ?? nothing;
    if (approved.size === 0) return levels;
    const opened = fieldGroups.filter((group) => levels[group] === 'ask' && approved.has(group));
    return { ...levels, ...Object.fromEntries(opened.map((group) => [group, 'full' as const])) };
  }

  private async standings(householdIds: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    const { scope, actor } = this.transactions;
    const known = this.known.get(scope) ?? new Map<string, Standing>();
    this.known.set(scope, known);
    const missing = [...new Set(householdIds)].filter((id) => !known.has(id));
    if (missing.length === 0) return known;
    const held = dependsOnCase(actor.roles) ? await this.holdings(missing) : [];
    const asks = Object.values(levelsOf(actor.roles, [])).includes('ask');
    const approved = asks ? await this.approvals.held(missing) : new Map<string, ReadonlySet<string>>();
    for (const id of missing) {
      const holding = held.find(({ householdId }) => householdId === id);
      const relations = holding ? this.relations(holding) : [];
      known.set(id, { relations, approved: approved.get(id) ?? nothing });
    }
    return known;
  }

  private relations({ tier, lead }: Holding): StaffRelation[] {
    const { actor } = this.transactions;
    const own: StaffRelation[] = lead === actor.userId ? ['own-case'] : [];
    return actor.roles.includes(`${tier}-worker`) ? [...own, 'own-tier'] : own;
  }

  // Read here and not asked of the room `cases`, which stands above this one.
  private holdings(householdIds: readonly string[]): Promise<Holding[]> {
    return this.transactions.manager.query<Holding[]>(
      `select household_id as "householdId", tier, lead_worker_id as lead from cases
        where household_id = any($1::uuid[]) and state not in ('closed', 'follow-up', 'archived')`,
      [householdIds],
    );
  }
}
