import { runProgram } from '../support/program';
import { casesOf, PACKS } from './golden-case';

interface Printed {
  timeZone: string;
  locale: string;
  digests: string[];
}

async function digestsUnder(TZ: string, LANG: string): Promise<Printed> {
  const environment = { TZ, LANG, LC_ALL: LANG };
  const { code, output } = await runProgram(['test/consistency/golden-digests.ts'], environment);
  if (code !== 0) throw new Error(output);
  return JSON.parse(output) as Printed;
}

describe('a calculation done again elsewhere', () => {
  it('is the same, byte by byte, whatever the time zone and the language of the machine', async () => {
    const places = [
      ['America/New_York', 'tr_TR.UTF-8', 'tr-TR'],
      ['Asia/Shanghai', 'zh_CN.UTF-8', 'zh-CN'],
      ['Pacific/Apia', 'en_US.UTF-8', 'en-US'],
    ] as const;
    const printed: Printed[] = [];
    for (const [timeZone, language, locale] of places) {
      const one = await digestsUnder(timeZone, language);
      expect(one).toMatchObject({ timeZone, locale });
      printed.push(one);
    }
    const [first, ...others] = printed.map(({ digests }) => digests);
    expect(first).toHaveLength(PACKS.flatMap(casesOf).length);
    for (const other of others) expect(other).toEqual(first);
  });
});
