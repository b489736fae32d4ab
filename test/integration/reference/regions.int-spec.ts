import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Test, type TestingModule } from '@nestjs/testing';
import { anonymousActor, DatabaseModule, Transactions } from '../../../src/platform/database';
import { TimeModule } from '../../../src/platform/time';
import {
  demonstrationDistrictCode,
  LoadDemonstrationDistrict,
  LoadDivisions,
  readDivisions,
  Regions,
  RegionsModule,
  Units,
} from '../../../src/reference/regions';
import { systemActor } from '../../../src/trust/access';
import { createDatabase } from '../../support/database';

describe('reference/regions', () => {
  let application: TestingModule;
  let regions: Regions;
  let units: Units;
  const asSystem = <T>(work: () => Promise<T>) =>
    application.get(Transactions).run(systemActor(null, 'load-divisions'), work);

  beforeAll(async () => {
    const { appUrl } = await createDatabase();
    application = await Test.createTestingModule({
      imports: [TimeModule, DatabaseModule.forRoot(appUrl), RegionsModule],
    }).compile();
    regions = application.get(Regions);
    units = application.get(Units);
  });
  afterAll(() => application.close());

  it('loads the invented district; the second time nothing changes', async () => {
    const load = () => asSystem(() => application.get(LoadDemonstrationDistrict).execute());
    expect(await load()).toEqual({ read: 30, created: 30, updated: 0, unchanged: 0, rejected: [] });
    expect(await load()).toEqual({ read: 30, created: 0, updated: 0, unchanged: 30, rejected: [] });
    expect(await asSystem(() => units.ofDistrict(demonstrationDistrictCode))).toHaveLength(29);
  });

  it('finds its way up, down and across', () =>
    asSystem(async () => {
      const county = await regions.byCode(demonstrationDistrictCode);
      const towns = await regions.children(county.id);
      expect(towns).toHaveLength(3);
      const inside = await regions.descendants(county.id);
      expect(inside).toHaveLength(28);
      expect(inside.every((region) => region.districtCode === demonstrationDistrictCode)).toBe(true);
      expect(inside.every((region) => regions.within(region.path, county.path))).toBe(true);
      const village = await regions.byCode('990101003008');
      expect((await regions.path(village.id)).map((region) => region.level)).toEqual([
        'province',
        'city',
        'county',
        'township',
        'village',
      ]);
      await expect(regions.byCode('000000')).rejects.toMatchObject({ code: 'region-not-found' });
      await expect(regions.byCode(demonstrationDistrictCode, '1999-01-01')).rejects.toMatchObject({ status: 404 });
    }));

  it('hands over from window to station to centre to authority (R6)', () =>
    asSystem(async () => {
      const village = await regions.byCode('990101002004');
      const window = await units.responsible('window', village.path);
      const station = window && (await units.next(window));
      const centre = station && (await units.next(station, village.path));
      const authority = centre && (await units.next(centre, village.path));
      expect([window, station, centre, authority].map((unit) => unit?.tier)).toEqual([
        'window',
        'station',
        'centre',
        'authority',
      ]);
      expect(station?.regionPath).toBe((await regions.byCode('990101002')).path);
      expect(authority && (await units.next(authority))).toBeNull();
    }));

  it('keeps the id of a renamed division and rejects what has no parent, with the reason', async () => {
    const before = await asSystem(() => regions.byCode('990101001001'));
    const rows = [
      { code: '990101001001', name: 'New name', level: 'village' as const, parentCode: '990101001' },
      { code: '880101001', name: 'Nowhere', level: 'township' as const, parentCode: '880101' },
      { code: '880101001', name: 'Nowhere', level: 'township' as const, parentCode: '880101' },
    ];
    const result = await asSystem(() => application.get(LoadDivisions).execute(rows));
    expect(result).toMatchObject({ read: 3, created: 0, updated: 1, unchanged: 0 });
    expect(result.rejected.map(({ reason }) => reason).sort()).toEqual(['given-twice', 'parent-missing']);
    const after = await asSystem(() => regions.byCode('990101001001'));
    expect(after).toMatchObject({ id: before.id, name: 'New name', path: before.path, latitude: before.latitude });
  });

  it('reads the published tables, plain and gzip, and keeps one branch with what is above it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'divisions-'));
    writeFileSync(join(folder, 'provinces.csv'), 'code,name\n51,"P"\n61,"Q"\n');
    writeFileSync(join(folder, 'cities.csv'), 'code,name,provinceCode\n5101,"C",51\n');
    writeFileSync(join(folder, 'areas.csv'), 'code,name,cityCode,provinceCode\n510117,"A",5101,51\n');
    const streets = 'code,name,areaCode,provinceCode,cityCode\n510117001,S,510117,51,5101\n';
    writeFileSync(join(folder, 'streets.csv.gz'), gzipSync(streets));
    const rows = readDivisions(folder, '510117');
    writeFileSync(join(folder, 'streets.csv.gz'), gzipSync(streets).subarray(0, 20));
    expect(() => readDivisions(folder)).toThrow(/streets\.csv\.gz/);
    rmSync(folder, { recursive: true });
    expect(rows.map((row) => [row.code, row.level, row.parentCode])).toEqual([
      ['51', 'province', null],
      ['5101', 'city', '51'],
      ['510117', 'county', '5101'],
      ['510117001', 'township', '510117'],
    ]);
    expect(await asSystem(() => application.get(LoadDivisions).execute(rows))).toMatchObject({ created: 4 });
    expect(await asSystem(() => regions.byCode('510117001'))).toMatchObject({ districtCode: '510117' });
  });

  it('lets anybody read, but only chores and administrators write', async () => {
    const transactions = application.get(Transactions);
    const asNobody = <T>(work: () => Promise<T>) => transactions.run(anonymousActor('test'), work);
    expect((await asNobody(() => regions.children(null))).length).toBeGreaterThan(0);
    const rows = [{ code: '77', name: 'X', level: 'province' as const, parentCode: null }];
    await expect(asNobody(() => application.get(LoadDivisions).execute(rows))).rejects.toThrow(/row-level security/);
  });
});
