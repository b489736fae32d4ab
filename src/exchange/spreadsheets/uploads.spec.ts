import { safeFileName } from './uploads';

describe('the name of an upload', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['..', 'upload'],
    ['.env', 'env'],
    ['a\0b\r\n"; x=y.csv', 'a_b_x_y.csv'],
    ['服务清单 2026.xlsx', '服务清单_2026.xlsx'],
  ])('%j climbs nowhere and breaks no header (ASVS 5.0 5.3.2)', (given, kept) => {
    expect(safeFileName(given)).toBe(kept);
  });
});
