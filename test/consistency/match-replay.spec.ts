import { runProgram } from '../support/program';
import { printed, SNAPSHOTS } from './match-digests';

async function digestsUnder(TZ: string, LANG: string): Promise<ReturnType<typeof printed>> {
  const { code, output } = await runProgram(['test/consistency/match-digests.ts'], { TZ, LANG, LC_ALL: LANG });
  if (code !== 0) throw new Error(output);
  return JSON.parse(output) as ReturnType<typeof printed>;
}

describe('a stored match made again elsewhere (matching.md 5)', () => {
  it('has the same digest in every time zone and language, and in another process', async () => {
    const places = [
      ['America/New_York', 'tr_TR.UTF-8', 'tr-TR'],
      ['Asia/Shanghai', 'zh_CN.UTF-8', 'zh-CN'],
      ['Pacific/Apia', 'sv_SE.UTF-8', 'sv-SE'],
    ] as const;
    const here = printed();
    expect(new Set(here.digests).size).toBe(SNAPSHOTS);
    for (const [timeZone, language, locale] of places) {
      const there = await digestsUnder(timeZone, language);
      expect(there).toMatchObject({ timeZone, locale });
      expect(there.digests).toEqual(here.digests);
    }
  });
});
