import type { Browser, Locator, Page } from 'playwright-core';
import { assess, openPeopleWorld, type PeopleWorld, triageAnswers } from '../integration/people/assessed-household';
import { openBrowser, sidewaysScroll, violationsOf } from '../support/browser';
import { Keyboard } from './keyboard';
import { Reader } from './reader';

/** Of each page itself, as it comes over the wire; style sheet and scripts are counted apart, at the first visit. */
const MOST_BYTES = 60 * 1024;
/** Keys that choose or clicks for the triage and three scales. */
const MOST_ACTS = 90;
const GREEN = '绿：不紧急';

interface Box {
  what: string;
  height: number;
  width: number;
}
/** Everything that a finger has to hit while answering; a choice is hit on its label. */
const TARGETS = `[...document.querySelectorAll('.yl-answers :is(button, .yl-target, summary, label, textarea)')]
  .filter((one) => one.checkVisibility({ contentVisibilityAuto: true }) && one.getBoundingClientRect().height > 0)
  .filter((one) => !one.matches('.govuk-label:not(.govuk-radios__label, .govuk-checkboxes__label)'))
  .map((one) => { const { width, height } = one.getBoundingClientRect();
    return { what: one.textContent.trim(), width, height }; })`;
const WORDS = `[...document.querySelectorAll('.yl-answers :is(.govuk-body, legend, label, .govuk-hint, a, button)')]
  .filter((one) => one.getBoundingClientRect().height > 0)
  .map((one) => { const style = getComputedStyle(one);
    return { what: one.textContent.trim().slice(0, 20), size: parseFloat(style.fontSize), line: parseFloat(style.lineHeight) }; })`;

/** A social worker with a tablet in a flat, and whoever is asked (R18, R103; ux.md sections 1 and 3). */
describe('answering scales', () => {
  let world: PeopleWorld;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    address = await world.app.app.getUrl();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  const sitDown = async (visit: Parameters<typeof Reader.sitDown>[2] = {}, who: 'window' | 'station' = 'window') => {
    const reader = await Reader.sitDown(browser, address, visit);
    await reader.signIn(world.logins[who].username);
    return reader;
  };
  const button = (page: Page, name: string): Locator =>
    page.getByRole('main').getByRole('button', { name, exact: true });
  const questions = (page: Page): Locator =>
    page
      .getByRole('main')
      .getByRole('group')
      .filter({ has: page.getByRole('radio') });
  /** What is wrong with the page as it stands: rules of axe, and scrolling sideways, also with text twice as large. */
  const faultsOf = async (page: Page): Promise<string[]> => {
    const faults = await violationsOf(page);
    const wide = await sidewaysScroll(page);
    const size = (percent: string) => page.evaluate(`document.documentElement.style.fontSize = '${percent}'`);
    await size('200%');
    const wideAtTwice = await sidewaysScroll(page);
    await size('');
    return [
      ...faults,
      ...(wide > 0 ? [`${wide} px too wide`] : []),
      ...(wideAtTwice > 0 ? ['too wide at 200 %'] : []),
    ].map((fault) => `${new URL(page.url()).pathname.replace(/[0-9a-f-]{36}/g, ':id')} ${fault}`);
  };
  const tooSmall = async (page: Page, least: number): Promise<Box[]> =>
    (await page.evaluate<Box[]>(TARGETS)).filter(({ height, width }) => height < least || width < least);

  it('S16, S11 and S01 by keyboard alone: digits choose, Enter goes on', async () => {
    const { id } = await world.household();
    const reader = await sitDown();
    const { page } = reader;
    const keys = new Keyboard(page);
    const faults: string[] = [];
    const press = async (...names: string[]) => {
      for (const name of names) await page.keyboard.press(name);
    };
    const groups = questions(page);
    const begin = async (place: number, withMember: boolean) => {
      await reader.open(`/console/households/${id}/assessments`);
      await keys.reach(page.getByRole('main').getByRole('radio').first());
      await press('Space', ...Array.from({ length: place }, () => 'ArrowDown'));
      if (withMember) {
        await keys.reach(page.getByRole('main').getByRole('combobox'));
        await press('ArrowDown');
      }
      await keys.enter(button(page, '开始'));
    };

    await reader.open(`/console/households/${id}/assessments`);
    await keys.enter(button(page, '开始分诊'));
    faults.push(...(await faultsOf(page)));
    await keys.reach(groups.first().getByRole('radio').first());
    await press(...Array.from({ length: 12 }, () => '1'));
    await keys.enter(button(page, '提交'));
    await reader.sees(GREEN);
    faults.push(...(await faultsOf(page)));

    await begin(10, false);
    await reader.sees('S11 食物与基本物资');
    await keys.reach(groups.first().getByRole('radio').first());
    await press(...Array.from({ length: 9 }, () => '1'));
    // Kept without a button: whoever loses the page finds the answers again.
    await reader.sees(/已保存 \d/);
    const draft = reader.path;
    await reader.open('/console');
    await reader.open(draft);
    expect(await page.locator('input[type=radio]:checked').count()).toBe(9);
    await keys.enter(button(page, '提交'));
    await reader.sees('需求程度');

    await begin(0, true);
    await keys.enter(page.getByRole('link', { name: '每屏一题' }));
    await reader.sees('第1题，共8题');
    faults.push(...(await faultsOf(page)));
    for (let question = 1; question <= 8; question += 1) {
      await reader.sees(`第${question}题，共8题`);
      await press(question === 8 ? '5' : '2');
      const there = page.waitForEvent('load');
      await press('Enter');
      await there;
    }
    await reader.sees('已答7题，共8题', '不愿回答');
    faults.push(...(await faultsOf(page)));
    await keys.enter(button(page, '提交'));
    await reader.sees('需求程度', '轻度');
    expect([keys.unseen, faults, reader.scriptErrors]).toEqual([[], [], []]);
  }, 240_000);

  it('S16, S01 and S11 by touch on 375 px, every target at least 44 px', async () => {
    const { id } = await world.household();
    const reader = await sitDown({ width: 375, touch: true });
    const { page } = reader;
    const small: Box[] = [];
    const faults: string[] = [];
    const tap = (target: Locator) => reader.leave('tap', target);
    const answer = async (label: string) => {
      small.push(...(await tooSmall(page, 44)));
      for (const group of await questions(page).all()) {
        await group.getByText(label, { exact: true }).tap();
      }
    };
    await reader.open(`/console/households/${id}/assessments`);
    await tap(button(page, '开始分诊'));
    await answer('否');
    faults.push(...(await faultsOf(page)));
    await tap(button(page, '提交'));
    await reader.sees(GREEN);
    await tap(page.getByRole('link', { name: '做下一份量表' }));
    await page.getByText('S11 食物与基本物资').tap();
    await tap(button(page, '开始'));
    await answer('没有');
    await tap(button(page, '提交'));
    await tap(page.getByRole('link', { name: '做下一份量表' }));
    await page.getByText('S01 日常自理').tap();
    await page.getByRole('combobox', { name: '成员', exact: true }).selectOption({ index: 1 });
    await tap(button(page, '开始'));
    await tap(page.getByRole('link', { name: '每屏一题' }));
    faults.push(...(await faultsOf(page)));
    for (let question = 1; question <= 8; question += 1) {
      await answer('自己能做');
      await tap(button(page, '保存并继续'));
    }
    small.push(...(await tooSmall(page, 44)));
    faults.push(...(await faultsOf(page)));
    await tap(button(page, '提交'));
    await reader.sees('需求程度');
    expect([small, faults, reader.scriptErrors]).toEqual([[], [], []]);
  }, 240_000);

  it('S16, S01 and S11 without script, and an answer that does not apply is left out with a word', async () => {
    const { id } = await world.household();
    const reader = await sitDown({ script: false });
    const { page } = reader;
    const answer = async (label: string) => {
      for (const question of await reader.questions()) await reader.tick(label, question);
    };
    await reader.open(`/console/households/${id}/assessments`);
    await reader.press('开始分诊');
    await answer('否');
    await reader.press('提交');
    await reader.sees(GREEN);
    await reader.follow('做下一份量表');
    await reader.tick(/^S11/);
    await reader.press('开始');
    await answer('没有');
    await reader.press('保存草稿');
    await reader.sees('草稿已保存。');
    await reader.press('提交');
    await reader.follow('做下一份量表');
    await reader.tick(/^S01/);
    await reader.select('成员', '王桂芳');
    await reader.press('开始');
    await reader.follow('每屏一题');
    for (let question = 1; question <= 8; question += 1) {
      await answer('自己能做');
      await reader.press('保存并继续');
      if (question !== 3) continue;
      await reader.follow('上一题');
      expect(await page.locator('input[type=radio]:checked').count()).toBe(1);
      await reader.press('保存并继续');
    }
    await reader.sees('已答8题，共8题');
    await reader.press('提交');
    await reader.sees('需求程度');

    await reader.follow('做下一份量表');
    await reader.tick(/^S03/);
    await reader.select('成员', '王桂芳');
    await reader.press('开始');
    const [long, , , gated] = await reader.questions();
    await page.getByRole('group', { name: long }).getByRole('radio').first().check();
    await page.getByRole('group', { name: gated }).getByRole('radio').nth(2).check();
    await reader.press('保存草稿');
    await reader.sees(/1道不适用的题不计入/, '不适用');
  }, 240_000);

  it('is large in the elder view: words of 22 px, air between the lines, targets of 60 px', async () => {
    const { id, memberIds } = await world.household();
    const { api } = world;
    await assess(api.window, id, 'S16', triageAnswers());
    const input = { instrument: 'S01', mode: 'self', memberId: memberIds[0] };
    const draft = (await api.window.post(`households/${id}/assessments`, input)).body.id as string;
    const reader = await sitDown({ width: 375 });
    const { page } = reader;
    const faults: unknown[] = [];
    await reader.open(`/console/assessments/${draft}`);
    await reader.follow('大字版');
    const look = async () => {
      faults.push(...(await tooSmall(page, 60)), ...(await faultsOf(page)));
      const words = await page.evaluate<Array<{ what: string; size: number; line: number }>>(WORDS);
      faults.push(...words.filter(({ size, line }) => size < 22 || line < size * 1.3));
    };
    await look();
    await reader.follow('每屏一题');
    await look();
    await reader.tick('自己能做');
    await reader.press('保存并继续');
    // The size goes along.
    await look();
    await reader.follow('查看全部答案');
    await look();
    expect(new URL(page.url()).search).toBe('?size=large');
    expect(faults).toEqual([]);
  }, 120_000);

  it(`comes in at most 60 KB a page, and takes at most ${MOST_ACTS} acts for the triage and three scales`, async () => {
    const { id } = await world.household();
    const reader = await Reader.sitDown(browser, address);
    const { page } = reader;
    const sizes: Array<{ path: string; type: string; bytes: number }> = [];
    const pending: Array<Promise<void>> = [];
    page.on('response', (response) => {
      const note = async () => {
        await response.finished();
        const { responseBodySize, responseHeadersSize } = await response.request().sizes();
        const path = new URL(response.url()).pathname.replace(/[0-9a-f-]{36}/g, ':id');
        sizes.push({ path, type: response.request().resourceType(), bytes: responseBodySize + responseHeadersSize });
      };
      pending.push(note().catch(() => undefined));
    });
    await reader.signIn(world.logins.window.username);
    let acts = 0;
    const key = async (name: string) => {
      acts += 1;
      await page.keyboard.press(name);
    };
    const click = async (target: Locator) => {
      acts += 1;
      await reader.leave('click', target);
    };
    const choose = async (target: Locator) => {
      acts += 1;
      await target.click();
    };
    const answerAll = async (digit: string) => {
      const count = await questions(page).count();
      await page.getByRole('main').getByRole('radio').first().focus();
      acts += 1;
      for (let question = 0; question < count; question += 1) await key(digit);
      await click(button(page, '提交'));
    };
    await reader.open(`/console/households/${id}/assessments`);
    await click(button(page, '开始分诊'));
    await answerAll('1');
    for (const scale of [/^S01/, /^S11/, /^S06/]) {
      await click(page.getByRole('link', { name: '做下一份量表' }));
      await choose(page.getByRole('radio', { name: scale }));
      acts += 1;
      await page.getByRole('combobox', { name: '成员', exact: true }).selectOption({ index: 1 });
      await click(button(page, '开始'));
      if (String(scale).includes('S06')) {
        await click(page.getByRole('link', { name: '每屏一题' }));
        for (let question = 0; question < 7; question += 1) {
          await key('2');
          const there = page.waitForEvent('load');
          await key('Enter');
          await there;
        }
        await click(button(page, '提交'));
      } else await answerAll('1');
    }
    await reader.sees('需求程度');
    await Promise.all(pending);
    const pages = sizes.filter(({ type, path }) => type === 'document' && path.includes('/assessments'));
    const largest = Math.max(...pages.map(({ bytes }) => bytes));
    process.stdout.write(
      `${acts} acts; ${pages.length} pages, the largest ${largest} bytes without style and script\n`,
    );
    expect(pages.length).toBeGreaterThan(15);
    expect(pages.filter(({ bytes }) => bytes > MOST_BYTES || bytes === 0)).toEqual([]);
    expect(acts).toBeLessThanOrEqual(MOST_ACTS);
  }, 120_000);

  it('shows two assessors beside one another, and prints a form whose code leads back', async () => {
    const { id } = await world.household();
    const { api } = world;
    await assess(api.window, id, 'S16', triageAnswers());
    const first = await assess(api.window, id, 'S11', {
      worry: 1,
      quality: 0,
      amount: 1,
      skipped: 0,
      heat: 0,
      clothing: 0,
    });
    const reader = await sitDown({}, 'station');
    const { page } = reader;
    const faults: string[] = [];
    await reader.open(`/console/assessments/${first.id}`);
    await reader.press('我来做第二份评估');
    await reader.sees('您是第二位评估人');
    for (const question of await reader.questions()) await reader.tick('没有', question);
    await reader.press('提交');
    await reader.follow('查看两位评估人的对照');
    await reader.sees('两人都答的6题中，4题一致。', '现在采用：第一位');
    faults.push(...(await faultsOf(page)));
    await reader.tick('第二位');
    await reader.press('采用这一份');
    expect(await page.title()).toMatch(/^错误：/);
    await reader.fill({ 理由: '入户看过米缸，确实够吃' });
    await reader.press('采用这一份');
    await reader.sees('现在采用：第二位');

    await reader.open(`/console/households/${id}/assessments`);
    await reader.tick(/^S11/);
    await reader.press('打印纸质表');
    await reader.sees('扫码录入');
    faults.push(...(await faultsOf(page)));
    const [printed = ''] = (await reader.text()).match(/http\S+\/console\/assessments\/[0-9a-f-]{36}/) ?? [];
    expect(new URL(printed).pathname).toBe(reader.path.replace('/paper', ''));
    await reader.open(new URL(printed).pathname);
    for (const question of (await reader.questions()).slice(0, 9)) await reader.tick('没有', question);
    await reader.press('提交');
    await reader.sees('请填写纸质表上的回答日期。');
    faults.push(...(await faultsOf(page)));
    await reader.day('回答日期', '2026-01-15');
    await reader.press('提交');
    await reader.sees('需求程度');
    expect([faults, reader.scriptErrors]).toEqual([[], []]);
  }, 120_000);
});
