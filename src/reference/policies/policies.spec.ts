import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPacks } from './load-packs';
import { Policies } from './policies.service';
import type { EntitlementFacts } from './policy-pack';

const policies = new Policies();
const demo = policies.current('990101');
const facts = (change: Partial<EntitlementFacts>): EntitlementFacts => ({
  householdClass: 2,
  ageYears: 40,
  inSchool: false,
  disabilityGrade: 0,
  ...change,
});
const lines = (who: 'household' | 'member', change: Partial<EntitlementFacts>) =>
  demo.applicable(who, facts(change)).map((line) => line.code);

describe('Policies (R2)', () => {
  it('lays the local layer over the national defaults', () => {
    expect(demo.version).toBe('base@2026.3+demonstration@2026.1');
    expect(demo.standard('dibao', '2026-11-24')).toMatchObject({ fen: 74000, per: 'month' });
    expect(demo.timer('referral-answer')).toMatchObject({ unit: 'workDays', value: 2 });
  });

  it('gives a district without a layer the defaults and never guesses its amounts', () => {
    const base = policies.current('510117');
    expect(base.version).toBe('base@2026.3');
    expect(() => base.standard('dibao', '2026-11-24')).toThrow(
      expect.objectContaining({ code: 'standard-not-loaded' }),
    );
    expect(() => demo.standard('dibao', '2025-12-31')).toThrow(
      expect.objectContaining({ code: 'standard-not-loaded' }),
    );
  });

  it('says of each row what becomes of what it cites (B1, B3)', () => {
    expect(demo.citationStatus('B4')).toBe('verified');
    expect(demo.citationStatus('R7 B35')).toBe('unverified');
    expect(demo.citationStatus('B1')).toBe('superseded');
    expect(demo.citationStatus('PIPL 13')).toBe('verified');
  });

  it('blocks the hand-over of classes one and two, warns for three and four (R7, R12)', () => {
    expect(([1, 2, 3, 4] as const).map((one) => demo.route(one).gate)).toEqual(['block', 'block', 'warn', 'warn']);
  });

  it('offers the lines that may fit a household and a member (R7)', () => {
    expect(lines('household', {})).toEqual(['dibao', 'dibao-marginal', 'housing', 'temporary']);
    expect(lines('household', { householdClass: 4 })).toEqual(['temporary', 'disaster']);
    expect(lines('member', {})).toEqual(['tekun', 'medical', 'employment']);
    expect(lines('member', { ageYears: 10, inSchool: true })).toEqual([
      'tekun',
      'medical',
      'education',
      'orphan',
      'unattended-child',
    ]);
    expect(lines('member', { ageYears: 70, disabilityGrade: 2 })).toContain('disability-nursing');
    expect(lines('member', { ageYears: 70, disabilityGrade: 3 })).not.toContain('disability-nursing');
  });

  it('keeps a line open when a fact is not known', () => {
    expect(lines('member', { disabilityGrade: null, ageYears: null })).toEqual(
      expect.arrayContaining(['disability-living', 'orphan', 'employment']),
    );
  });
});

describe('pack files', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'packs-'));
    cpSync(join(__dirname, 'packs'), root, { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('refuses an unknown key with file and path', () => {
    writeFileSync(
      join(root, 'base', 'timers.yaml'),
      'timers:\n  - { code: plan, unit: days, value: 1, citation: R8, mark: default, speed: 3 }\n',
    );
    expect(() => loadPacks(root)).toThrow(/timers\.yaml.*timers\.0.*speed/);
  });

  it('refuses a section nobody knows, broken YAML and a base that is not there', () => {
    writeFileSync(join(root, 'base', 'weather.yaml'), 'rain: true\n');
    expect(() => loadPacks(root)).toThrow(/weather\.yaml: no such section/);
    rmSync(join(root, 'base', 'weather.yaml'));
    writeFileSync(join(root, 'base', 'timers.yaml'), 'timers: [');
    expect(() => loadPacks(root)).toThrow(/timers\.yaml/);
    rmSync(join(root, 'base'), { recursive: true });
    expect(() => loadPacks(root)).toThrow(/extends: base is missing/);
  });

  it('lets a local file replace the one below', () => {
    writeFileSync(
      join(root, 'demonstration', 'timers.yaml'),
      'timers:\n  - { code: plan, unit: days, value: 9, citation: R8, mark: default }\n',
    );
    expect(loadPacks(root).get('demonstration')?.timer('plan').value).toBe(9);
    expect(loadPacks(root).get('base')?.timer('plan').value).toBe(5);
  });
});
