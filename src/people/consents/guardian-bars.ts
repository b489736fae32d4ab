import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { forbidden, invalid, notFound } from '../../platform/errors';
import { Events } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { reaches } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { Audit } from '../../trust/audit';
import { type Household, HouseholdLevels, type HouseholdMember, Households } from '../households';
import type { SetGuardianBar } from './dto/consent.dto';
import type { GuardianBarView } from './dto/guardian-bar.view';
import { GuardianBar } from './guardian-bar.entity';

/** Who of a household must not be told and cannot consent for anybody (B30, B31). */
@Injectable()
export class GuardianBars {
  constructor(
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly accounts: Accounts,
    private readonly sealer: Sealer,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** Ids of barred members, for staff; a household's own pages never learn who it is. */
  async of(householdId: string): Promise<Set<string>> {
    const rows = await this.transactions.manager.findBy(GuardianBar, { householdId, barred: true });
    return new Set(rows.map(({ memberId }) => memberId));
  }

  /** Members now who may be told, head first; for providers and pages too, who learn nothing of a bar. */
  async toTell(householdId: string): Promise<HouseholdMember[]> {
    const sql = 'select app.members_to_tell($1) as ids';
    const [row] = await this.transactions.manager.query<Array<{ ids: string[] }>>(sql, [householdId]);
    return (await this.households.members(householdId)).filter(({ id }) => row?.ids.includes(id));
  }

  /** Who is or was barred, for the desk; the reason for who wrote it and who may see what C3 protects. @throws AppError 404 */
  async list(householdId: string): Promise<GuardianBarView[]> {
    await this.households.open(householdId);
    const rows = await this.transactions.manager.findBy(GuardianBar, { householdId });
    const names = await this.accounts.names(rows.map(({ setBy }) => setBy));
    const all = reaches((await this.levels.of(householdId)).protected, 'full');
    const { userId } = this.transactions.actor;
    const views: GuardianBarView[] = [];
    for (const { memberId, barred, reasonCiphertext, setBy, setAt } of rows) {
      const shown = all || setBy === userId;
      views.push({
        ...{ memberId, barred, setByName: names.get(setBy) ?? null, setAt: setAt.toISOString() },
        reason: shown && reasonCiphertext ? await this.reasonOf(householdId, memberId, reasonCiphertext) : null,
        reasonWithheld: !shown && reasonCiphertext !== null,
      });
    }
    return views;
  }

  /**
   * Whom a new link of the household may be given to; null: nobody in particular.
   * @throws AppError 404; 422 `link-holder-needed` while somebody is barred, `link-holder-barred`
   */
  async checkHolder(householdId: string, holderMemberId: string | null): Promise<void> {
    if (holderMemberId !== null) await this.member(householdId, holderMemberId);
    const barred = await this.of(householdId);
    if (barred.size === 0) return;
    const code = holderMemberId === null ? 'link-holder-needed' : 'link-holder-barred';
    if (holderMemberId === null || barred.has(holderMemberId)) throw invalid([{ field: 'holderMemberId', code }]);
  }

  /**
   * Whether the own pages of a household stay shut for consents, sheets and what was shared: the link may be in the
   * hands of the person who must not be told. Whoever left took no link along.
   */
  closes(householdId: string): Promise<boolean> {
    return this.ask('app.shuts_own_pages', householdId);
  }

  /** Whether somebody of the household must not be told, also somebody who left. */
  stand(householdId: string): Promise<boolean> {
    return this.ask('app.has_barred_guardian', householdId);
  }

  /**
   * Sets or lifts the bar, also of somebody who left, in every membership of the person; with it end the links that may
   * be in their hands.
   * @throws AppError 404 unknown member
   */
  async set(householdId: string, memberId: string, { barred, reason }: SetGuardianBar): Promise<{ barred: boolean }> {
    const { districtCode } = await this.households.open(householdId);
    const { userId } = this.transactions.actor;
    if (userId === null) throw forbidden();
    if ((await this.households.member(memberId)).householdId !== householdId) throw notFound('member-not-found');
    let aggregateVersion = 1;
    for (const id of await this.memberships(memberId)) {
      const sealed = await this.sealer.seal(householdId, 'guardian_bars.reason', id, reason);
      const [row] = await this.transactions.manager.query<Array<{ version: number }>>(
        `insert into guardian_bars (member_id, household_id, district_code, barred, set_by, set_at, reason_ciphertext, version)
         values ($1, $2, $3, $4, $5, $6, $7, 1)
         on conflict (member_id) do update set barred = excluded.barred, set_by = excluded.set_by,
           set_at = excluded.set_at, reason_ciphertext = excluded.reason_ciphertext, version = guardian_bars.version + 1
         returning version`,
        [id, householdId, districtCode, barred, userId, this.clock.now(), sealed],
      );
      const subject = { subjectType: 'member', subjectId: id, householdId, districtCode, fields: ['barred'] };
      await this.audit.changed({ action: barred ? 'guardian.barred' : 'guardian.bar-lifted', ...subject });
      if (id === memberId && row) aggregateVersion = row.version;
    }
    // Once for the person: each further one would cancel the calls of the one before and write them anew.
    const aggregate = { aggregateId: memberId, aggregateVersion, householdId, districtCode };
    if (barred) await this.events.publish({ type: 'guardian.barred', ...aggregate });
    return { barred };
  }

  /**
   * Whoever must not be told goes on being barred in the file they go to, until somebody lifts it there (B30, B31, R99).
   * @param people members before → after @returns how many
   */
  async carry(
    fromId: string,
    { id, districtCode }: Pick<Household, 'id' | 'districtCode'>,
    people: ReadonlyMap<string, string>,
  ) {
    const rows = await this.transactions.manager.findBy(GuardianBar, { householdId: fromId, barred: true });
    const going = rows.filter(({ memberId }) => people.has(memberId));
    for (const { memberId: before, setBy, setAt } of going) {
      const memberId = people.get(before)!;
      await this.transactions.manager.query(
        `insert into guardian_bars (member_id, household_id, district_code, barred, set_by, set_at, version)
         values ($1, $2, $3, true, $4, $5, 1) on conflict (member_id) do nothing`,
        [memberId, id, districtCode, setBy, setAt],
      );
      const subject = { subjectType: 'member', subjectId: memberId, householdId: id, districtCode };
      await this.audit.changed({ action: 'guardian.barred', ...subject, fields: ['barred'] });
    }
    return going.length;
  }

  /** Rows of one person who left and came back. */
  private async memberships(memberId: string): Promise<string[]> {
    const sql = 'select app.memberships_of_person($1) as ids';
    const [row] = await this.transactions.manager.query<Array<{ ids: string[] }>>(sql, [memberId]);
    return row?.ids ?? [];
  }

  private async ask(about: 'app.shuts_own_pages' | 'app.has_barred_guardian', householdId: string): Promise<boolean> {
    const { manager } = this.transactions;
    const [row] = await manager.query<Array<{ barred: boolean }>>(`select ${about}($1) as barred`, [householdId]);
    return row?.barred === true;
  }

  private async member(householdId: string, memberId: string): Promise<void> {
    const members = await this.households.members(householdId);
    if (!members.some(({ id }) => id === memberId)) throw notFound('member-not-found');
  }

  private reasonOf(householdId: string, memberId: string, sealed: Buffer): Promise<string> {
    return this.sealer.open(householdId, 'guardian_bars.reason', memberId, sealed);
  }
}
