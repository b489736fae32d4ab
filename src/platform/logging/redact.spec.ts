import { redact } from './redact';

describe('redact', () => {
  it('takes out identity numbers and phones', () => {
    expect(redact('row 11010519491231002X of 13800138000 failed')).toBe('row [identity] of [phone] failed');
  });

  it('takes out what follows the name of a secret', () => {
    expect(redact('{"password":"hunter2","pin": 1234}')).toBe('{"password":"[secret]","pin": [secret]}');
    expect(redact('token=abc.def; path')).toBe('token=[secret]; path');
  });

  it('leaves times, ids and short numbers alone', () => {
    const line = '2026-11-23T10:00:00Z 01932d8e-7a11-7c22-9f00-1234567890ab took 1234 ms';
    expect(redact(line)).toBe(line);
  });
});
