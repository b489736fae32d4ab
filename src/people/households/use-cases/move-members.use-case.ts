import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { newId, Transactions } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Audit, diffOf } from '../../../trust/audit';
import type { Household } from '../household.entity';
import type { HouseholdMember } from '../household-member.entity';
import { HouseholdsStore } from '../households.store';
import { IdentityClaims } from '../identity-claims';

export type Relation = HouseholdMember['relation'];
/** Somebody who goes, and what they are to the head of the file they go to. */
export interface Mover {
  memberId: string;
  relation: Relation;
}
/** A person's membership that ended and the one that began; what stood in the old row before. */
export interface MovedMember {
  from: string;
  to: string;
  relation: Relation;
}
/** What a change of heads and guardians has taken from people who stay. */
export interface ChangedStayer {
  id: string;
  relation?: Relation;
  guardianMemberId?: string;
}
/** From which file to which. */
export interface Way {
  from: Household;
  to: Household;
}

const SEALED = [
  ['identityCiphertext', 'household_members.identity'],
  ['phoneCiphertext', 'household_members.phone'],
  ['disabilityCardCiphertext', 'household_members.disability_card'],
] as const;

/**
 * Ends memberships in one file and begins them in another on the same day (R99); the old rows stay as history. The papers
 * are sealed anew, since each membership has a key of its own.
 */
@Injectable()
export class MoveMembers {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly claims: IdentityClaims,
    private readonly sealer: Sealer,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Holds both files until the end of the transaction, in one order everywhere, so that two do not lock up. */
  async hold(ids: readonly string[]): Promise<void> {
    const sql = 'select id from households where id = any($1::uuid[]) order by id for update';
    await this.transactions.manager.query(sql, [[...ids]]);
  }

  /** @param newHeadId who heads those who stay, when the head goes @throws AppError 412 when somebody else was first */
  async execute(
    { from, to }: Way,
    movers: readonly Mover[],
    { on, leaveReason, newHeadId }: { on: string; leaveReason: string; newHeadId: string | null },
  ): Promise<{ moved: MovedMember[]; stayers: ChangedStayer[] }> {
    const members = await this.store.members(from.id);
    const going = movers.map(({ memberId, relation }) => ({
      row: members.find(({ id }) => id === memberId)!,
      relation,
      newId: newId(),
    }));
    const renamed = new Map(going.map((one) => [one.row.id, one.newId]));
    // Two rounds: who looks after whom is known once all of them are there.
    for (const { row, relation, newId: id } of going) {
      const left = {
        validUntil: on,
        leaveReason,
        relation: row.relation === 'head' ? ('other' as const) : row.relation,
      };
      await this.store.updateMember(row.id, row.version, left);
      const entered = { ...row, ...(await this.sealedFor(row, id)), id, householdId: to.id, relation, validFrom: on };
      await this.store.insertMember({ ...entered, guardianMemberId: null, version: 1 });
      await this.claims.handOver(row.id, { householdId: to.id, memberId: id });
      await this.record('household.member-left', row.id, from, diffOf(row, left));
      await this.record('household.member-added', id, to, diffOf(null, { relation, validFrom: on }));
    }
    for (const { row, newId: id } of going) {
      const guardianMemberId = row.guardianMemberId && (renamed.get(row.guardianMemberId) ?? null);
      if (guardianMemberId) await this.store.updateMember(id, 1, { guardianMemberId });
    }
    const stayers = await this.settleStayers(from, newHeadId, new Set(renamed.keys()));
    await this.index([from, to]);
    const moved = going.map(({ row, newId: id }) => ({ from: row.id, to: id, relation: row.relation }));
    return { moved, stayers };
  }

  /** The old memberships go on as if nothing had been; the new ones end on the day they began. */
  async back({ from, to }: Way, moved: readonly MovedMember[], stayers: readonly ChangedStayer[]): Promise<void> {
    for (const { id, relation, guardianMemberId } of stayers) {
      const row = await this.store.member(id);
      await this.store.updateMember(id, row.version, {
        ...(relation && { relation }),
        ...(guardianMemberId && { guardianMemberId }),
      });
    }
    for (const { from: oldId, to: newMember, relation } of moved) {
      const [old, row] = [await this.store.member(oldId), await this.store.member(newMember)];
      const ended = { validUntil: row.validFrom, leaveReason: 'mistake' };
      await this.store.updateMember(newMember, row.version, ended);
      await this.store.updateMember(oldId, old.version, { relation, validUntil: null, leaveReason: null });
      await this.claims.handOver(newMember, { householdId: from.id, memberId: oldId });
      await this.record('household.member-left', newMember, to, diffOf(row, ended));
      await this.record('household.member-added', oldId, from, diffOf(null, { relation, validFrom: old.validFrom }));
    }
    await this.nameByHead(from);
    await this.index([from, to]);
  }

  /** An emptied file is closed and says where its people are. */
  async close({ id }: Household, successorId: string): Promise<void> {
    await this.mark(id, { state: 'merged', mergedInto: successorId });
  }

  async reopen({ id }: Household): Promise<void> {
    await this.mark(id, { state: 'active', mergedInto: null });
  }

  private async mark(id: string, change: Pick<Household, 'state' | 'mergedInto'>): Promise<void> {
    const household = await this.store.get(id);
    await this.store.update(id, household.version, { ...change, updatedAt: this.clock.now() });
    const subject = { subjectType: 'household', subjectId: id, householdId: id };
    await this.audit.changed({ action: 'household.updated', ...subject, changes: diffOf(household, change) });
  }

  private async settleStayers(
    from: Household,
    newHeadId: string | null,
    gone: ReadonlySet<string>,
  ): Promise<ChangedStayer[]> {
    const changed: ChangedStayer[] = [];
    for (const row of await this.store.members(from.id)) {
      const heads = row.id === newHeadId && row.relation !== 'head';
      const guardian = row.guardianMemberId !== null && gone.has(row.guardianMemberId) ? row.guardianMemberId : null;
      if (!heads && guardian === null) continue;
      const change: Partial<HouseholdMember> = {
        ...(heads && { relation: 'head' }),
        ...(guardian !== null && { guardianMemberId: null }),
      };
      await this.store.updateMember(row.id, row.version, change);
      await this.record('household.member-updated', row.id, from, diffOf(row, change));
      changed.push({
        id: row.id,
        ...(heads && { relation: row.relation }),
        ...(guardian !== null && { guardianMemberId: guardian }),
      });
    }
    await this.nameByHead(from);
    return changed;
  }

  private async nameByHead({ id }: Household): Promise<void> {
    const household = await this.store.get(id);
    const head = (await this.store.members(id)).find(({ relation }) => relation === 'head');
    if (head && head.name !== household.displayName)
      await this.store.update(id, household.version, { displayName: head.name, updatedAt: this.clock.now() });
  }

  private async index(files: readonly Household[]): Promise<void> {
    for (const file of files) await this.store.indexNames(file);
  }

  private async sealedFor(row: HouseholdMember, id: string): Promise<Partial<HouseholdMember>> {
    const sealed: Partial<HouseholdMember> = {};
    for (const [column, place] of SEALED) {
      const bytes = row[column];
      sealed[column] =
        bytes && (await this.sealer.seal(id, place, id, await this.sealer.open(row.id, place, row.id, bytes)));
    }
    return sealed;
  }

  private record(
    action: string,
    subjectId: string,
    { id: householdId }: Household,
    changes: ReturnType<typeof diffOf>,
  ) {
    return this.audit.changed({
      ...{ action, subjectType: 'member', subjectId, householdId, changes, keyedBy: subjectId },
    });
  }
}
