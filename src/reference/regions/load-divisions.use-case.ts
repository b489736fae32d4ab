import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time';
import { regionLevels } from './region.entity';
import type { Region, RegionLevel } from './region.entity';
import { RegionsStore } from './regions.store';

/** One division as a file or the demonstration names it. */
export interface DivisionRow {
  code: string;
  name: string;
  level: RegionLevel;
  /** Code of the division above; null for a province. */
  parentCode: string | null;
  latitude?: number | null;
  longitude?: number | null;
}

export interface DivisionsLoaded {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: Array<{ code: string; reason: 'parent-missing' | 'given-twice' | 'level-differs' }>;
}

const batchSize = 5000;

/**
 * Loads a division tree, level by level; the second run changes nothing. A renamed division keeps its id, because
 * households point at ids (design 8.6). Needs an open transaction of a system actor or administrator.
 */
@Injectable()
export class LoadDivisions {
  constructor(
    private readonly store: RegionsStore,
    private readonly clock: Clock,
  ) {}

  async execute(rows: readonly DivisionRow[], validFrom = this.clock.today()): Promise<DivisionsLoaded> {
    const result: DivisionsLoaded = { read: rows.length, created: 0, updated: 0, unchanged: 0, rejected: [] };
    const fresh = withoutRepeats(rows, result);
    for (const level of regionLevels) {
      const ofLevel = fresh.filter((row) => row.level === level);
      for (let start = 0; start < ofLevel.length; start += batchSize) {
        await this.loadBatch(ofLevel.slice(start, start + batchSize), validFrom, result);
      }
    }
    return result;
  }

  private async loadBatch(rows: DivisionRow[], validFrom: string, result: DivisionsLoaded): Promise<void> {
    const wanted = new Set(rows.flatMap((row) => (row.parentCode === null ? [row.code] : [row.code, row.parentCode])));
    const known = new Map((await this.store.currentByCodes([...wanted])).map((region) => [region.code, region]));
    const missing: Array<Omit<Region, 'id' | 'path'>> = [];
    for (const row of rows) {
      const present = known.get(row.code);
      const parent = row.parentCode === null ? null : known.get(row.parentCode);
      if (present) await this.renew(present, row, result);
      else if (parent === undefined) result.rejected.push({ code: row.code, reason: 'parent-missing' });
      else missing.push(newRegion(row, parent, validFrom));
    }
    if (missing.length > 0) await this.store.insert(missing);
    result.created += missing.length;
  }

  private async renew(present: Region, row: DivisionRow, result: DivisionsLoaded): Promise<void> {
    const latitude = row.latitude ?? present.latitude;
    const longitude = row.longitude ?? present.longitude;
    if (present.level !== row.level) {
      result.rejected.push({ code: row.code, reason: 'level-differs' });
    } else if (present.name === row.name && present.latitude === latitude && present.longitude === longitude) {
      result.unchanged += 1;
    } else {
      await this.store.update(present.id, { name: row.name, latitude, longitude });
      result.updated += 1;
    }
  }
}

function withoutRepeats(rows: readonly DivisionRow[], result: DivisionsLoaded): DivisionRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const first = !seen.has(row.code);
    seen.add(row.code);
    if (!first) result.rejected.push({ code: row.code, reason: 'given-twice' });
    return first;
  });
}

function newRegion(row: DivisionRow, parent: Region | null, validFrom: string): Omit<Region, 'id' | 'path'> {
  return {
    code: row.code,
    name: row.name,
    level: row.level,
    parentId: parent?.id ?? null,
    districtCode: row.level === 'county' ? row.code : (parent?.districtCode ?? null),
    latitude: row.latitude ?? null,
    longitude: row.longitude ?? null,
    validFrom,
    validTo: null,
    successorId: null,
  };
}
