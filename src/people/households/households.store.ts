import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { Household } from './household.entity';
import { HouseholdGram } from './household-gram.entity';
import { HouseholdMember } from './household-member.entity';
import { nameGrams, searchGrams } from './name-grams';

export interface HouseholdFilter {
  /** Members' names: characters that all have to occur. */
  name?: string;
  /** Blind indexes of a phone's last four digits. */
  phoneTails?: Buffer[];
  /** Somebody has exactly this name. */
  exactName?: string;
  /** Blind indexes of whole identity numbers and phones. */
  identities?: Buffer[];
  phones?: Buffer[];
  number?: string;
  primaryClass?: number;
  regionPath?: string;
  limit: number;
  after?: string;
}

const ASKED = {
  ...({ id: true, householdId: true, birthDate: true, disabilityKind: true, disabilityGrade: true } as const),
  ...({
    illness: true,
    workCapacity: true,
    inEducation: true,
    works: true,
    singleParent: true,
    counted: true,
  } as const),
};
/** A member as far as calculations ask. */
export type MemberOfMany = Pick<HouseholdMember, keyof typeof ASKED>;

/** Rows of households, members and the letters they are found by. What an actor cannot reach is not there (404). */
@Injectable()
export class HouseholdsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(household: Household): Promise<void> {
    await this.transactions.manager.insert(Household, household as never);
  }

  async get(id: string): Promise<Household> {
    const household = await this.transactions.manager.findOneBy(Household, { id });
    if (!household) throw notFound('household-not-found');
    return household;
  }

  async byIds(ids: string[]): Promise<Household[]> {
    return ids.length === 0 ? [] : this.transactions.manager.findBy(Household, { id: In(ids) });
  }

  /** @throws AppError 412 when `version` is not the newest */
  async update(id: string, version: number, changes: Partial<Household>): Promise<void> {
    const result = await this.transactions.manager.update(Household, { id, version }, {
      ...changes,
      version: version + 1,
    } as never);
    if (result.affected !== 1) throw stale();
  }

  /** Members now, head first. */
  async members(householdId: string): Promise<HouseholdMember[]> {
    const members = await this.transactions.manager.find(HouseholdMember, {
      where: { householdId, validUntil: IsNull() },
      order: { validFrom: 'ASC', id: 'ASC' },
    });
    return members.sort((one, other) => Number(other.relation === 'head') - Number(one.relation === 'head'));
  }

  /** The same with everybody who left (R99). */
  everMembers(householdId: string): Promise<HouseholdMember[]> {
    return this.transactions.manager.find(HouseholdMember, {
      where: { householdId },
      order: { validFrom: 'ASC', id: 'ASC' },
    });
  }

  membersOf(householdIds: string[]): Promise<HouseholdMember[]> {
    return this.transactions.manager.find(HouseholdMember, {
      where: { householdId: In(householdIds), validUntil: IsNull() },
    });
  }

  membersOfAll(householdIds: readonly string[]): Promise<MemberOfMany[]> {
    const where = { householdId: In([...householdIds]), validUntil: IsNull() };
    return this.transactions.manager.find(HouseholdMember, { where, select: ASKED });
  }

  /** Live files behind an id, in the order of their ids. */
  liveAfter(after: string | null, limit: number): Promise<Array<Pick<Household, 'id' | 'regionId'>>> {
    const where = { state: 'active' as const, ...(after !== null && { id: MoreThan(after) }) };
    return this.transactions.manager.find(Household, {
      ...{ where, select: { id: true, regionId: true }, order: { id: 'ASC' }, take: limit },
    });
  }

  countLive(): Promise<number> {
    return this.transactions.manager.countBy(Household, { state: 'active' });
  }

  async member(id: string): Promise<HouseholdMember> {
    const member = await this.transactions.manager.findOneBy(HouseholdMember, { id });
    if (!member) throw notFound('member-not-found');
    return member;
  }

  async insertMember(member: HouseholdMember): Promise<void> {
    await this.transactions.manager.insert(HouseholdMember, member as never);
  }

  async updateMember(id: string, version: number, changes: Partial<HouseholdMember>): Promise<void> {
    const result = await this.transactions.manager.update(HouseholdMember, { id, version }, {
      ...changes,
      version: version + 1,
    } as never);
    if (result.affected !== 1) throw stale();
  }

  /** Members of live households with one of these identity indexes, as far as the actor can see. */
  byIdentity(indexes: Buffer[]): Promise<HouseholdMember[]> {
    return this.transactions.manager.find(HouseholdMember, {
      where: { identityIndex: In(indexes), validUntil: IsNull() },
    });
  }

  /** Members now whose phone ends so. */
  byPhoneTail(tails: Buffer[], limit: number): Promise<HouseholdMember[]> {
    return this.transactions.manager.find(HouseholdMember, {
      where: { phoneTailIndex: In(tails), validUntil: IsNull() },
      take: limit,
    });
  }

  /** Replaces the letters that the household is found by. */
  async indexNames(household: Household): Promise<void> {
    const members = await this.members(household.id);
    await this.transactions.manager.delete(HouseholdGram, { householdId: household.id });
    await this.indexNewNames(household, members);
  }

  /** The letters of a household that has none yet. */
  async indexNewNames(household: Household, members: readonly HouseholdMember[]): Promise<void> {
    const grams = [...new Set(members.flatMap((member) => nameGrams(member.name)))];
    const { id: householdId, districtCode, regionPath } = household;
    await this.transactions.manager.insert(
      HouseholdGram,
      grams.map((gram) => ({ gram, districtCode, regionPath, householdId })),
    );
  }

  /** A page of households, newest first. */
  async list(filter: HouseholdFilter): Promise<Page<Household>> {
    const query = this.transactions.manager.createQueryBuilder(Household, 'h').where("h.state <> 'merged'");
    if (filter.number) query.andWhere('h.number = :number', { number: filter.number });
    if (filter.primaryClass) query.andWhere('h.primary_class = :class', { class: filter.primaryClass });
    if (filter.regionPath) {
      query.andWhere('h.region_path >= :floor and h.region_path < :ceiling', {
        floor: filter.regionPath,
        ceiling: `${filter.regionPath.slice(0, -1)}0`,
      });
    }
    (filter.name === undefined ? [] : searchGrams(filter.name)).forEach((gram, place) => {
      query.andWhere(
        `h.id in (select g.household_id from household_grams g where g.gram = :gram${place} and g.district_code = h.district_code)`,
        { [`gram${place}`]: gram },
      );
    });
    if (filter.phoneTails) {
      query.andWhere(
        'h.id in (select m.household_id from household_members m where m.phone_tail_index in (:...tails) and m.valid_until is null)',
        { tails: filter.phoneTails },
      );
    }
    for (const [column, value] of [
      ['name = :exactName', { exactName: filter.exactName }],
      ['identity_index in (:...identities)', { identities: filter.identities }],
      ['phone_index in (:...phones)', { phones: filter.phones }],
    ] as const) {
      if (Object.values(value)[0] === undefined) continue;
      query.andWhere(
        `h.id in (select m.household_id from household_members m where m.${column} and m.valid_until is null)`,
        value,
      );
    }
    if (filter.after) {
      const [createdAt, id] = decodeCursor(filter.after);
      query.andWhere('(h.created_at, h.id) < (:createdAt::timestamptz, :id::uuid)', { createdAt, id });
    }
    const rows = await query
      .orderBy('h.created_at', 'DESC')
      .addOrderBy('h.id', 'DESC')
      .limit(filter.limit + 1)
      .getMany();
    return pageOf(rows, filter.limit, (row) => [row.createdAt.toISOString(), row.id]);
  }
}
