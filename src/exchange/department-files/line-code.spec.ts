import { lineCode, lineOfCode } from './line-code';

describe('codes of the questions in an order', () => {
  it('are known again, also as people and programs retype them', () => {
    const code = lineCode('DO-2026-000001', 12);
    expect(code).toMatch(/^0012[A-Z]{2}$/);
    for (const typed of [code, code.toLowerCase(), ` ${code} `, code.slice(2), `’${code}`, fullWidth(code)])
      expect(lineOfCode('DO-2026-000001', typed)).toBe(12);
  });

  it('are none of another order, of another line, nor without their letters', () => {
    const code = lineCode('DO-2026-000001', 12);
    const letters = code.slice(-2);
    expect(lineOfCode('DO-2026-000002', code)).toBeNull();
    expect(lineOfCode('DO-2026-000001', `0013${letters}`)).toBeNull();
    expect(lineOfCode('DO-2026-000001', '0012')).toBeNull();
    expect(lineOfCode('DO-2026-000001', '')).toBeNull();
  });
});

const fullWidth = (code: string) =>
  [...code].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join('');
