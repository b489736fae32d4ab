import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';
import { Transactions } from '../../platform/database';
import { Region } from './region.entity';
import { pathCeiling } from './region-path';

/** Queries on divisions; every one runs in the open transaction. */
@Injectable()
export class RegionsStore {
  constructor(private readonly transactions: Transactions) {}

  /** The division that carries the code now. */
  currentByCode(code: string): Promise<Region | null> {
    return this.repository.findOneBy({ code, validTo: IsNull() });
  }

  /** The division that carried the code on a day, YYYY-MM-DD. */
  byCodeOn(code: string, day: string): Promise<Region | null> {
    return this.repository
      .createQueryBuilder('region')
      .where('region.code = :code and region.valid_from <= :day', { code, day })
      .andWhere('(region.valid_to is null or region.valid_to > :day)', { day })
      .getOne();
  }

  /** The last division that carried the code and has ended. */
  endedByCode(code: string): Promise<Region | null> {
    return this.repository
      .createQueryBuilder('region')
      .where('region.code = :code and region.valid_to is not null', { code })
      .orderBy('region.valid_to', 'DESC')
      .getOne();
  }

  byId(id: number): Promise<Region | null> {
    return this.repository.findOneBy({ id });
  }

  async byIds(ids: readonly number[]): Promise<Region[]> {
    if (ids.length === 0) return [];
    return this.repository.findBy({ id: In([...ids]) });
  }

  currentByCodes(codes: readonly string[]): Promise<Region[]> {
    return this.repository.findBy({ code: In([...codes]), validTo: IsNull() });
  }

  /** Codes of all districts. */
  async districts(): Promise<string[]> {
    const rows = await this.transactions.manager.query<Array<{ code: string }>>(
      'select distinct district_code as code from regions where district_code is not null order by 1',
    );
    return rows.map(({ code }) => code);
  }

  children(parentId: number | null): Promise<Region[]> {
    const where: FindOptionsWhere<Region> = { parentId: parentId ?? IsNull(), validTo: IsNull() };
    return this.repository.find({ where, order: { code: 'ASC' } });
  }

  /** The division and all below it, in tree order. */
  within(path: string): Promise<Region[]> {
    return this.repository
      .createQueryBuilder('region')
      .where('region.path >= :floor and region.path < :ceiling', { floor: path, ceiling: pathCeiling(path) })
      .andWhere('region.valid_to is null')
      .orderBy('region.code')
      .getMany();
  }

  /** Inserts divisions of one level; their parents are there already, so each path is the parent's and the own id. */
  async insert(rows: ReadonlyArray<Omit<Region, 'id' | 'path'>>): Promise<Region[]> {
    const inserted: Array<{ id: number }> = await this.transactions.manager.query(
      `with given as (select * from jsonb_to_recordset($1::jsonb) as r(code text, name text, level text, parent_id integer,
         district_code text, latitude double precision, longitude double precision, valid_from date)),
       numbered as materialized (select nextval(pg_get_serial_sequence('regions', 'id'))::integer as id, given.* from given)
       insert into regions (id, code, name, level, parent_id, path, district_code, latitude, longitude, valid_from)
       select n.id, n.code, n.name, n.level, n.parent_id, coalesce(parent.path, '') || n.id || '/', n.district_code,
         n.latitude, n.longitude, n.valid_from
       from numbered n left join regions parent on parent.id = n.parent_id returning id`,
      [JSON.stringify(rows.map(columns))],
    );
    return this.byIds(inserted.map((row) => row.id));
  }

  async update(id: number, change: Partial<Pick<Region, 'name' | 'latitude' | 'longitude'>>): Promise<void> {
    await this.repository.update({ id }, change);
  }

  private get repository() {
    return this.transactions.manager.getRepository(Region);
  }
}

function columns(row: Omit<Region, 'id' | 'path'>) {
  return {
    code: row.code,
    name: row.name,
    level: row.level,
    parent_id: row.parentId,
    district_code: row.districtCode,
    latitude: row.latitude,
    longitude: row.longitude,
    valid_from: row.validFrom,
  };
}
