import { packRows } from './pack-rows';
import { Policies } from './policies.service';

const policies = new Policies();
const rowsOf = (code: string, section: string) =>
  packRows(policies.pack(code)).filter((row) => row.section === section);
const said = (code: string, section: string, row: string) =>
  rowsOf(code, section)
    .filter((one) => one.code === row)
    .map(({ values }) => Object.fromEntries(values.map(({ key, value }) => [key, value])));

describe('rows of a pack for reading (R2)', () => {
  it('give amounts by the time they are for, and spans by their unit', () => {
    expect(said('demonstration', 'standards', 'dibao')).toEqual([{ month: 74_000 }]);
    expect(said('demonstration', 'standards', 'disposable-income')).toEqual([{ year: 2_500_000 }]);
    expect(said('base', 'timers', 'referral-answer')).toEqual([{ workDays: 2 }]);
    expect(said('base', 'retention', 'rejected-lead')).toEqual([
      { 'keep.months': 6, after: 'lead-closed', then: 'erase-lead' },
    ]);
  });

  it('give conditions with the way to them, and lists as lists', () => {
    expect(said('base', 'deductions', 'rigid-cost')).toEqual([
      {
        base: 'household',
        'who.any.illness': 'serious',
        'who.any.disabilityGradeTo': 4,
        costs: ['medical', 'rehabilitation'],
      },
    ]);
    expect(said('beilin', 'allowances', 'allowances')).toEqual([
      { circles: ['C2'], 'range.from': 177_600, 'range.to': 621_600, rows: 7 },
    ]);
  });

  it('give a row of a dated code for each of its times', () => {
    const pension = rowsOf('base', 'income').filter(({ code }) => code === 'basic-pension');
    expect(pension.map(({ from, until, mark }) => [from, until, mark])).toEqual([
      ['2014-05-01', '2020-12-31', 'default'],
      ['2021-01-01', '2025-12-31', 'law'],
      ['2026-01-01', null, 'default'],
    ]);
  });

  it('give each the citation and mark of what holds it, with what became of the text', () => {
    const find = (code: string, section: string, row: string) => rowsOf(code, section).find((one) => one.code === row);
    expect(find('base', 'circles', 'C3')).toMatchObject({ part: 'cuts', citation: 'R27 R30', mark: 'default' });
    expect(find('hubei', 'clocks', 'row-1')).toMatchObject({ part: 'schedule', citation: 'R85', mark: 'seed' });
    expect(find('base', 'entitlements', 'housing')).toMatchObject({ citation: 'B1', citationStatus: 'superseded' });
    expect(find('base', 'income', 'scholarship')).toMatchObject({ citation: 'B8', citationStatus: 'unverified' });
    expect(find('base', 'consents', 'contact')).toMatchObject({ citation: null, citationStatus: null, mark: null });
  });

  it('call a placeholder a default', () => {
    expect(rowsOf('pidu', 'standards').map(({ placeholder, mark }) => [placeholder, mark])).toEqual([
      [true, 'default'],
      [true, 'default'],
    ]);
    expect(rowsOf('demonstration', 'standards').some(({ placeholder }) => placeholder)).toBe(false);
  });

  it('leave out nothing that carries a citation, and mark all that does', () => {
    for (const pack of policies.all()) {
      const cited = JSON.stringify(pack.rules).match(/"citation":/g) ?? [];
      const rows = packRows(pack).filter(({ citation }) => citation !== null);
      expect(rows.length).toBeGreaterThanOrEqual(cited.length);
      expect(rows.filter(({ mark }) => mark === null)).toEqual([]);
    }
  });
});
