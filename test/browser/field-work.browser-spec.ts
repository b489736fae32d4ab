import type { Browser, Page } from 'playwright-core';
import { askedItems } from '../../src/people/assessments/asked-items';
import { itemMaximum, itemOptions } from '../../src/people/assessments/instrument';
import { Instruments, score } from '../../src/people/assessments';
import { openPeopleWorld, type PeopleWorld } from '../integration/people/assessed-household';
import { openBrowser, violationsOf } from '../support/browser';
import { Reader } from './reader';

const FIVE_YEARS = 5 * 365 * 24 * 60 * 60 * 1000;
const NAME = '赵离线';
const LISTS = `indexedDB.databases().then((all) => all.map(({ name }) => name))`;

/** The clock of the device, off by so much. */
const clockOff = (by: number) => `{ const now = Date.now; Date.now = () => now.call(Date) + ${by}; }`;
/** The first packet arrives and its answer does not: the device cannot know, and sends it again. */
const LOSE_FIRST_ANSWER = `{ const real = window.fetch; let lost = false;
  window.fetch = async (address, options) => {
    const answer = await real(address, options);
    const sent = JSON.parse(options?.body ?? '{}').operations ?? [];
    if (sent.length > 0 && !lost) { lost = true; window.lostAnswers = sent.length; throw new TypeError('gone'); }
    return answer;
  }; }`;
/** What lies in the store of the device, as whoever copies its disk would read it; and whether the key can be read out. */
const STORED = `new Promise((resolve, reject) => {
  const request = indexedDB.open('yuanlian-field');
  request.onerror = () => reject(request.error);
  request.onsuccess = async () => {
    const all = (store) => new Promise((done) => {
      const asked = request.result.transaction(store).objectStore(store).getAll();
      asked.onsuccess = () => done(asked.result);
    });
    const sealed = (await all('sealed')).map(({ data }) => new TextDecoder('utf-8', { fatal: false }).decode(data)).join(' ');
    const [{ key, ...beside }] = await all('keys');
    const exported = await crypto.subtle.exportKey('raw', key).then(() => true, () => false);
    request.result.close();
    resolve({ sealed, exported, extractable: key.extractable, beside: Object.keys(beside).sort() });
  };
})`;

/** Asked from outside: the pages let no text become a script. */
async function until(page: Page, expression: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (await page.evaluate(expression)) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`It never came to ${expression}: ${await page.locator('#field').innerText()}`);
}

describe('assessing without a network, in Chromium (R103)', () => {
  let world: PeopleWorld;
  let browser: Browser;
  let address: string;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    address = await world.app.app.getUrl();
    browser = await openBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  const sitDown = async (...scripts: string[]): Promise<Reader> => {
    const reader = await Reader.sitDown(browser, address, { width: 320 });
    for (const script of scripts) await reader.context.addInitScript(script);
    return reader.signIn(world.logins.window.username);
  };
  const household = () => world.household([{ name: NAME, relation: 'head', birthDate: '1949-03-02' }]);
  /** By the button of the page, with a worker that looks after it from then on. */
  const takeAlong = async (reader: Reader, householdId: string): Promise<void> => {
    const [{ number } = { number: '' }] = await world.rows<{ number: string }>(
      'select number from households where id = $1',
      [householdId],
    );
    await reader.open(`/console/field?q=${number}`);
    expect(await violationsOf(reader.page)).toEqual([]);
    await reader.tick(`${NAME} ${number}`);
    await reader.fill({ '这台设备怎么称呼？': '办公手机2号', '为什么要把这些档案带出去？': '入户走访评估自理能力' });
    await reader.press('现在带走');
    await reader.sees('已带走');
    await reader.page.locator('#field[data-ready]').waitFor();
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
  const begin = async (page: Page, code: string, mode = 'self') => {
    await page.getByText('开始一份量表').first().click();
    const scale = page.getByRole('combobox', { name: '量表' });
    await scale.selectOption(code);
    await page.getByRole('combobox', { name: '由谁回答' }).selectOption(mode);
    if (mode === 'proxy' && code !== 'S16') {
      await page.getByRole('combobox', { name: '由别人代答' }).selectOption({ label: '其他人' });
      await press(page, '开始');
      await page.getByText('请写明由谁代答').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await page.getByLabel('不是成员的，填姓名').fill('赵小妹');
      await page.getByLabel('为什么代答').fill('本人耳背，由妹妹代答');
    }
    await press(page, '开始');
    await page.getByText('第 1 题').waitFor();
  };
  const answer = async (page: Page, questions: readonly [number, number, number], label: string, keys = false) => {
    const [from, to, count] = questions;
    for (let at = from; at <= to; at += 1) {
      await page.getByText(`第 ${at} 题，共 ${count} 题`).waitFor();
      if (keys) {
        // The question has the focus when it comes.
        await page.keyboard.press('Tab');
        await page.keyboard.press('Space');
        await page.keyboard.press('Enter');
      } else {
        await page.getByRole('radio', { name: label, exact: true }).check();
        await press(page, '下一题');
      }
    }
  };
  const answerAll = async (page: Page, [from, count]: readonly [number, number], label: string, keys = false) => {
    await answer(page, [from, count, count], label, keys);
    await page.getByText('所有题目都已回答').waitFor();
    await press(page, '完成这份量表');
    await page.getByText('已完成').first().waitFor();
  };
  const completed = (householdId: string) =>
    world.rows<{ instrument: string; severity: number; triage: string | null; elapsed: number }>(
      `select a.instrument, a.severity, a.triage from assessments a where a.household_id = $1 and a.state = 'completed'
        order by a.instrument`,
      [householdId],
    );

  it('fills in three scales with the network cut and the clock years off, sends them once, and wipes at log-out', async () => {
    const { id } = await household();
    const reader = await sitDown(clockOff(-FIVE_YEARS), LOSE_FIRST_ANSWER);
    const { page, context } = reader;
    await takeAlong(reader, id);
    await context.setOffline(true);
    expect(await violationsOf(page)).toEqual([]);
    await begin(page, 'S16');
    expect(await violationsOf(page)).toEqual([]);
    const small = await page.evaluate(
      `[...document.querySelectorAll('#field button, #field .govuk-radios__item')].filter((one) => one.getBoundingClientRect().height < 44).length`,
    );
    expect(small).toBe(0);
    await answerAll(page, [1, 12], '否');
    await begin(page, 'S01', 'proxy');
    await answer(page, [1, 3, 8], '需人搭把手');
    await page.getByText('第 4 题').waitFor();
    await page.reload();
    await page.getByText('未完成').first().waitFor();
    expect(await page.locator('#field').innerText()).toContain(NAME);
    await press(page, '继续');
    await answerAll(page, [4, 8], '需人搭把手');
    await begin(page, 'S11');
    await answerAll(page, [1, 9], '没有', true);
    await page.reload();
    // Twelve, eight and nine answers with three begins and three ends.
    await page.getByText('35 条尚未发送').waitFor();
    expect(await page.evaluate(STORED)).toEqual({
      ...{ sealed: expect.not.stringContaining(NAME), exported: false, extractable: false },
      beside: ['endsAt', 'takeAlongId', 'takenAt', 'unsent'],
    });
    await press(page, '现在发送');
    await page.getByText('没有网络').waitFor();
    await context.setOffline(false);
    await until(page, 'window.lostAnswers === 35');
    await press(page, '现在发送');
    await until(page, `document.querySelector('#field').innerText.split('已入档').length === 4`);
    expect(await violationsOf(page)).toEqual([]);
    expect(await completed(id)).toMatchObject([
      { instrument: 'S01', severity: 3 },
      { instrument: 'S11', severity: 0 },
      { instrument: 'S16', triage: 'green' },
    ]);
    await reader.open(`/console/households/${id}/assessments`);
    await reader.sees('分诊已完成：绿');
    expect(await page.evaluate(LISTS)).toEqual(['yuanlian-field']);
    await reader.leave('sign out', page.getByRole('button', { name: '退出登录' }));
    expect(await page.evaluate(LISTS)).toEqual([]);
    await reader.open('/console/field/device');
    await reader.sees('本设备上没有内容');
    expect(reader.scriptErrors).toEqual([]);
    await context.close();
  }, 240_000);

  it('says what to do about a danger at once, without waiting for a network', async () => {
    const { id } = await household();
    const reader = await sitDown();
    const { page, context } = reader;
    await takeAlong(reader, id);
    await context.setOffline(true);
    await begin(page, 'S16');
    await page.getByRole('radio', { name: '是', exact: true }).check();
    await press(page, '下一题');
    await page.getByText('第 2 题').waitFor();
    const alarm = page.getByRole('alert').filter({ hasText: '现在要做' });
    expect(await alarm.innerText()).toMatch(/有危险拨打 110[\s\S]*请尽快到有信号的地方发送/);
    expect(await violationsOf(page)).toEqual([]);
    // Changed back: nothing is left to be done.
    await press(page, '上一题');
    await page.getByRole('radio', { name: '否', exact: true }).check();
    await press(page, '下一题');
    await page.getByText('第 2 题').waitFor();
    expect(await alarm.count()).toBe(0);
    await context.close();
  }, 120_000);

  it('refuses a lost device, which wipes itself, and keeps what it sent', async () => {
    const { id } = await household();
    const reader = await sitDown();
    const { page, context } = reader;
    await takeAlong(reader, id);
    await context.setOffline(true);
    await begin(page, 'S16');
    await answerAll(page, [1, 12], '否');
    const [device] = await world.rows<{ id: string }>('select id from take_alongs order by taken_at desc limit 1');
    expect((await world.api.officer.post(`take-alongs/${device!.id}/end`, { reason: 'lost' })).status).toBe(200);
    await context.setOffline(false);
    await page.getByText('这台设备已报丢失').waitFor();
    expect(await page.evaluate(LISTS)).toEqual([]);
    expect(await page.locator('body').innerText()).not.toContain(NAME);
    expect(await completed(id)).toEqual([]);
    await reader.open('/console/field');
    await reader.sees('已收到、未入档', '发送时设备已报丢失');
    expect(await violationsOf(page)).toEqual([]);
    await reader.follow(/S16/);
    await reader.sees('在窗口继续');
    expect(await violationsOf(page)).toEqual([]);
    expect(reader.scriptErrors).toEqual([]);
    await context.close();
  }, 120_000);

  it('shows nothing to who signs in as somebody else, and hears that it is lost though nobody is signed in', async () => {
    const { id } = await household();
    const reader = await sitDown();
    const { page, context } = reader;
    await takeAlong(reader, id);
    await page.getByText(NAME).first().waitFor();
    await context.clearCookies();
    await reader.signIn(world.logins.station.username);
    await reader.open('/console/field/device');
    await reader.sees('属于另一个账号');
    expect(await page.locator('body').innerText()).not.toContain(NAME);
    await context.clearCookies();
    const [device] = await world.rows<{ id: string }>('select id from take_alongs order by taken_at desc limit 1');
    expect((await world.api.officer.post(`take-alongs/${device!.id}/end`, { reason: 'lost' })).status).toBe(200);
    await page.evaluate(`window.dispatchEvent(new Event('online'))`);
    await page.getByText('这台设备已报丢失').waitFor();
    expect(await page.evaluate(LISTS)).toEqual([]);
    await context.close();
  }, 120_000);

  it('brings the page in another language and of a new release, and keeps it for the time without a network', async () => {
    const { id } = await household();
    const reader = await sitDown();
    const { page, context } = reader;
    await takeAlong(reader, id);
    await context.addCookies([{ name: 'lang', value: 'en', url: address }]);
    await page.reload();
    await page.getByText('Households on this device').waitFor();
    await context.setOffline(true);
    await page.reload();
    await page.getByText('Households on this device').waitFor();
    await context.close();
  }, 120_000);

  it('deletes everything when the day is over, also without a network', async () => {
    const { id } = await household();
    const reader = await sitDown();
    const { page, context } = reader;
    await takeAlong(reader, id);
    await context.setOffline(true);
    await begin(page, 'S16');
    await page.getByRole('radio', { name: '否', exact: true }).check();
    await press(page, '下一题');
    await page.getByText('第 2 题').waitFor();
    await context.addInitScript(clockOff(25 * 60 * 60 * 1000));
    await page.reload();
    await page.getByText('包括没能发出的内容').waitFor();
    expect(await page.evaluate(LISTS)).toEqual([]);
    expect(await page.locator('body').innerText()).not.toContain(NAME);
    await context.close();
  }, 120_000);

  it('asks on a device what the server takes for asked, and is alarmed by what raises a flag there', async () => {
    const reader = await sitDown();
    await reader.open('/console/field/device');
    const assets = await reader.page.locator('#field').getAttribute('data-assets');
    let state = 7;
    const next = (below: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const cases = world.app
      .get(Instruments)
      .all()
      .flatMap((scale) =>
        Array.from({ length: 60 }, () => {
          const given = scale.items.flatMap((item): Array<[string, number]> => {
            const options = itemOptions(scale, item);
            return next(3) === 0 ? [] : [[item.id, options[next(options.length)]!.value]];
          });
          const years = next(4) === 0 ? null : next(95);
          const turned = given.map(([id, value]): [string, number] => {
            const item = scale.items.find((one) => one.id === id)!;
            return [id, item.reverse ? itemMaximum(scale, item) - value : value];
          });
          const skipped = new Set(askedItems(scale, new Map(turned), years).skipped.map(({ id }) => id));
          const asked = scale.items.filter(({ id, computed }) => !skipped.has(id) && !computed).map(({ id }) => id);
          const items = scale.items.map((item) => ({ ...item, options: itemOptions(scale, item) }));
          const alarms = scale.flags.map(({ code, any, value }) => ({ any, value, steps: [code] }));
          const computed = new Set(scale.items.flatMap((item) => (item.computed ? [item.id] : [])));
          const answers = Object.fromEntries(given.filter(([id]) => !computed.has(id)));
          const raised = score(scale, answers, { ageYears: years }).flags.map(({ code }) => code);
          return { scale: { items, alarms }, answers, years, asked, raised };
        }),
      );
    const found = (await reader.page.evaluate(
      `import('${assets}/field-questions.js').then(({ askedItems, raisedSteps }) =>
        ${JSON.stringify(cases)}.map(({ scale, answers, years }) =>
          [askedItems(scale, answers, years).map(({ id }) => id), [...raisedSteps(scale, answers, years)].sort()]))`,
    )) as string[][][];
    expect(cases.length).toBe(960);
    expect(found).toEqual(cases.map(({ asked, raised }) => [asked, raised.sort()]));
    expect(cases.filter(({ raised }) => raised.length > 0).length).toBeGreaterThan(100);
    await reader.context.close();
  }, 120_000);
});
