import { Injectable } from '@nestjs/common';
import { inTurn, type Page } from '../../platform/database';
import { Sealer } from '../../platform/crypto';
import { Clock } from '../../platform/time';
import { reaches } from '../../trust/access';
import { Audit, type Reading } from '../../trust/audit';
import { browsingLimits, BrowsingWatch } from '../../trust/browsing';
import type { HouseholdQuery } from './dto/household-query.dto';
import { FileSearch } from './file-search';
import { factsOf, type HouseholdFacts } from './household-facts';
import { HouseholdLevels } from './household-levels';
import type { Household } from './household.entity';
import type { HouseholdMember } from './household-member.entity';
import { HouseholdsStore, type MemberOfMany } from './households.store';
import { RedFlag } from './red-flag';

/** Reads of household files for this room's doors and for the rooms above. */
@Injectable()
export class Households {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly levels: HouseholdLevels,
    private readonly sealer: Sealer,
    private readonly audit: Audit,
    private readonly watch: BrowsingWatch,
    private readonly search: FileSearch,
    private readonly redFlag: RedFlag,
    private readonly clock: Clock,
  ) {}

  /**
   * The row, called by its number for those who see no names (C3); for what changes a file or carries something out, never
   * to show it to a person.
   * @throws AppError 404 `household-not-found`
   */
  async unrecorded(id: string): Promise<Household> {
    return this.called(await this.store.get(id));
  }

  /**
   * The row for a person who looks at the file: it is recorded (C2) and counted (C3).
   * @param why stands on the record beside it, where a file is opened for more than to be looked at
   * @throws AppError 404 `household-not-found`; 429 `file-limit`
   */
  async open(id: string, why: Pick<Reading, 'purpose' | 'fields'> = {}): Promise<Household> {
    const household = await this.store.get(id);
    const recorded = await this.watch.opening(id, () => this.redFlag.on(id));
    const subject = { subjectType: 'household', subjectId: id, householdId: id };
    await this.audit.read({ action: 'household.file-read', ...subject, ...why });
    recorded();
    return this.called(household);
  }

  /** Members now, head first. */
  members(id: string): Promise<HouseholdMember[]> {
    return this.store.members(id);
  }

  /** Members now of many files, as they are kept; in no order. */
  membersOfFiles(ids: readonly string[]): Promise<HouseholdMember[]> {
    return this.store.membersOf([...new Set(ids)]);
  }

  /** Members now and everybody who left, the longest first. */
  everMembers(id: string): Promise<HouseholdMember[]> {
    return this.store.everMembers(id);
  }

  /** Members now of many files, with what a calculation asks for and nothing else; in no order. */
  membersOfAll(ids: readonly string[]): Promise<MemberOfMany[]> {
    return this.store.membersOfAll(ids);
  }

  /** Live files of the actor's reach behind an id, in the order of their ids: neither merged nor closed. */
  liveAfter(after: string | null, limit: number): Promise<Array<Pick<Household, 'id' | 'regionId'>>> {
    return this.store.liveAfter(after, limit);
  }

  countLive(): Promise<number> {
    return this.store.countLive();
  }

  /** Names of those who live there now, by id; null for readers who see no names (C3). */
  async memberNames(id: string): Promise<Map<string, string | null>> {
    const shown = reaches((await this.levels.of(id)).contact, 'masked');
    return new Map((await this.store.members(id)).map((member) => [member.id, shown ? member.name : null]));
  }

  /** The same for several files; by id of the member. */
  async memberNamesOf(ids: readonly string[]): Promise<Map<string, string | null>> {
    const files = [...new Set(ids)];
    const levels = await this.levels.ofAll(files);
    const shown = (id: string) => reaches(levels.get(id)?.contact ?? 'none', 'masked');
    const members = await this.store.membersOf(files);
    return new Map(members.map(({ id, householdId, name }) => [id, shown(householdId) ? name : null]));
  }

  /** The same of everybody who ever lived there (R99). */
  async everMemberNames(id: string): Promise<Map<string, string | null>> {
    const shown = reaches((await this.levels.of(id)).contact, 'masked');
    return new Map((await this.store.everMembers(id)).map((member) => [member.id, shown ? member.name : null]));
  }

  /** @throws AppError 404 `member-not-found` */
  member(memberId: string): Promise<HouseholdMember> {
    return this.store.member(memberId);
  }

  /** What rules may know of the household. @throws AppError 404 */
  async facts(id: string): Promise<HouseholdFacts> {
    return factsOf(await this.store.get(id), await this.store.members(id), this.clock.today());
  }

  /** How the file is called in lists: the head's name, or its number (C3). @throws AppError 404 */
  async nameOf(id: string): Promise<string> {
    return (await this.unrecorded(id)).displayName;
  }

  /** Names of several files; those out of reach are left out. */
  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    return new Map([...(await this.labelsOf(ids))].map(([id, { displayName }]) => [id, displayName]));
  }

  /** The same with the number and the district of each file. */
  async labelsOf(
    ids: readonly string[],
  ): Promise<Map<string, Pick<Household, 'number' | 'displayName' | 'districtCode'>>> {
    const rows = await this.store.byIds([...new Set(ids)]);
    await this.levels.ofAll(rows.map((row) => row.id));
    const called = await inTurn(rows, (row) => this.called(row));
    return new Map(called.map((row) => [row.id, row]));
  }

  /** The file with this number, in either case; null when out of reach. */
  async idOfNumber(number: string): Promise<string | null> {
    const { items } = await this.store.list({ number: number.toUpperCase(), limit: 1 });
    return items[0]?.id ?? null;
  }

  /** A page of files, newest first. @throws AppError 429 `search-limit` */
  list(query: HouseholdQuery): Promise<Page<Household>> {
    const { phoneTail, class: primaryClass, ...rest } = query;
    const find = () =>
      this.store.list({
        ...rest,
        ...(primaryClass && { primaryClass }),
        ...(phoneTail && { phoneTails: this.sealer.indexes('phone-tail', phoneTail) }),
      });
    const weight = searchesIn(query);
    return weight > 0 ? this.search.counted('list', find, weight) : find();
  }

  /**
   * Writes class and circle that a person has confirmed (R3, R11, R27); called by the classification room in its transaction.
   * @throws AppError 404
   */
  async setClass(id: string, decided: Pick<Household, 'primaryClass' | 'secondaryClasses' | 'circle'>): Promise<void> {
    const household = await this.store.get(id);
    await this.store.update(id, household.version, { ...decided, updatedAt: this.clock.now() });
  }

  private async called(household: Household): Promise<Household> {
    const { contact } = await this.levels.of(household.id);
    return reaches(contact, 'masked') ? household : { ...household, displayName: household.number };
  }
}

/**
 * As how many searches a page counts, so that nobody leafs through a district (C3): the newest files are free, a filter is
 * a search, and what is shown beyond counts by the hits that a search may have.
 */
export function searchesIn({ limit, after, district: _, ...filters }: HouseholdQuery): number {
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const beyond = Math.max(0, after === undefined ? limit - browsingLimits.newestFiles : limit);
  return Math.max(filtered ? 1 : 0, Math.ceil(beyond / browsingLimits.hits));
}
