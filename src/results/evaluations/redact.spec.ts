import { redact } from './redact';

describe('redact', () => {
  const names = ['李秀英', '王强', 'Mary Jones'];

  it('takes out names in every form that people use', () => {
    expect(redact('李秀英能自己洗澡,秀英每周出门', names)).toBe('[…]能自己洗澡,[…]每周出门');
    expect(redact('李奶奶和老王一起去', names)).toBe('[…]和[…]一起去');
    expect(redact('mary walks, Jones cooks', names)).toBe('[…] walks, […] cooks');
  });

  it('takes out phones, papers, file numbers and places, and leaves small numbers', () => {
    expect(redact('每周 3 次,电话 138 1234 5678', names)).toBe('每周 3 次,电话 […]');
    expect(redact('证号 11010519491231002X', names)).toBe('证号 […]');
    expect(redact('H-2026-000123', names)).not.toContain('000123');
    expect(redact('住青石村东头', names, ['青石村'])).toBe('住[…]东头');
  });

  it('leaves other words alone', () => {
    expect(redact('提高自理能力', names)).toBe('提高自理能力');
    expect(redact('', names)).toBe('');
  });
});
