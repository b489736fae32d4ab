import { randomUUID } from 'node:crypto';
import { DEMONSTRATION_PASSWORD } from '../../../src/exchange/demonstration';
import { startDepartments } from '../../../src/exchange/departments';
import { guessColumns } from '../../../src/exchange/ledgers';
import { CheckSender } from '../../../src/people/checks';
import { AuditSealer } from '../../../src/trust/audit';
import {
  LEDGER_HEADINGS,
  ledgerWorkbook,
  ledgerWorkbooks,
  type MadeRow,
  madeLedger,
} from '../../factories/ledger.factory';
import { pngPicture } from '../../factories/pictures.factory';
import { childAnswers } from '../../integration/people/child-answers';
import type { ApiClient, TestApp } from '../app';
import { sendPhoto } from '../send-photo';
import { query } from '../cluster';
import { ConsoleVisitor } from '../console';

/** What household pages are shown for: each household has one thing to answer. */
export interface Scenes {
  /** Households by what waits for them. */
  households: { menu: string; consent: string; help: string; visit: string };
  /** Pages that stand too far down their lists for a walk that opens a few of each kind. */
  addresses: string[];
}

interface Row {
  id: string;
  householdId: string;
  [field: string]: unknown;
}

const OWN = { side: 'self', field: 'capability', goal: '每天走一走', action: '早饭后走二十分钟', ownerName: '本人' };
const EQUAL_WEIGHTS = 'urgency distance wait continuity language quality confirmed price load'
  .split(' ')
  .map((part) => `${part}=1`)
  .join('&');
const HANDOVER = { tier: 'station', reasonCode: 'emergency', residualDifficulty: '需要镇里统筹' };
const ODD = (id: string) =>
  JSON.stringify({
    ...{ id, name: `Odd matter ${id}`, status: 'active', organization: { id: 'org-1', name: 'Harbour House' } },
    attributes: [{ taxonomy_term: { id: `t-${id}`, code: 'OWN-1', name: 'Odd things', taxonomy: 'own' } }],
  });

/** Acts that bring the pages into being which the demonstration has no use for. */
export async function makeScenes(app: TestApp): Promise<Scenes> {
  const people = new People(app);
  const [station, centre, officer] = await Promise.all(['station', 'centre', 'officer'].map((who) => people.api(who)));
  const scenes = new SceneMaker(app, people, station!, centre!, officer!);
  await scenes.supply();
  await scenes.evaluation();
  await scenes.outsideDirectory();
  await scenes.exports();
  await scenes.prints();
  await scenes.ledgers();
  await scenes.drafts();
  await scenes.instrumentStudies();
  await scenes.support();
  await scenes.checks();
  await scenes.departmentFiles();
  await scenes.watchLists();
  await scenes.applications();
  await scenes.commitments();
  await scenes.urgentAid();
  await scenes.regroupings();
  await scenes.extremeDifficulty();
  await scenes.allocations();
  const households = await scenes.loop();
  await scenes.queue();
  await scenes.scaleChoices(households.menu);
  await scenes.childInDanger();
  await scenes.objection(Object.values(households));
  await scenes.access(households.help);
  await scenes.rights();
  await scenes.keys();
  await app.drain();
  await app.get(AuditSealer).seal();
  return { households, addresses: [...(await scenes.scales()), ...(await scenes.farDown())] };
}

class People {
  constructor(private readonly app: TestApp) {}

  async api(username: string): Promise<ApiClient> {
    return this.app.api(await this.token(username));
  }

  async token(username: string): Promise<string> {
    const answer = await this.app.api().post('sessions', { username, password: DEMONSTRATION_PASSWORD });
    return (answer.body as { token: string }).token;
  }

  console(username: string): Promise<ConsoleVisitor> {
    return new ConsoleVisitor(this.app).signIn(username, DEMONSTRATION_PASSWORD);
  }
}

class SceneMaker {
  constructor(
    private readonly app: TestApp,
    private readonly people: People,
    private readonly station: ApiClient,
    private readonly centre: ApiClient,
    private readonly officer: ApiClient,
  ) {}

  /** A scale that two have answered, and one that is to be typed in from paper. @returns addresses of their pages */
  async scales(): Promise<string[]> {
    for (const { id } of await items(this.station, 'households?limit=200')) {
      const path = `households/${id}/assessments`;
      const food = (await items(this.station, path)).find(
        ({ instrument, state }) => instrument === 'S11' && state === 'completed',
      );
      if (!food) continue;
      const second = await done(this.centre.post(`assessments/${food.id}/second`));
      await done(this.centre.patch(`assessments/${second.id}`, { answers: { worry: 1, heat: 0 } }, 1));
      await done(this.centre.post(`assessments/${second.id}/complete`));
      await this.fieldWork(id as string);
      const paper = await done(this.station.post(path, { instrument: 'S11', mode: 'self', paper: true }));
      const parts = ['', '/questions/worry', '/check', '/paper'].map((part) => `${paper.id}${part}`);
      const token = await this.people.token('station');
      await sendPhoto(this.app, token, food.id, pngPicture(), '灶台旁的米缸');
      const gone = await sendPhoto(this.app, token, food.id, pngPicture());
      await done(this.station.post(`assessment-photos/${gone}/remove`, { reason: '拍到了邻居，已经重拍' }));
      return [...parts, `${food.id}/agreement`].map((part) => `/console/assessments/${part}`);
    }
    throw new Error('Nobody has answered S11');
  }

  /** A device that is out, two results of one day by it, and a sheet of an older scale, answered for the person (R103). */
  private async fieldWork(householdId: string): Promise<void> {
    const taken = { device: '走访平板', purpose: '入户评估日常自理', households: [householdId] };
    const { id } = await done(this.station.post('take-alongs', taken));
    const [member] = await items(this.station, `households/${householdId}/members`);
    const operations = ['1.0', '1.0', '0.9'].flatMap((instrumentVersion, worry) => {
      const place = { sheet: randomUUID(), householdId };
      const whom =
        instrumentVersion === '0.9'
          ? { instrument: 'S01', memberId: member!.id, mode: 'proxy' }
          : { instrument: 'S11', mode: 'self' };
      return [
        { kind: 'start', seq: 1, ...place, ...whom, instrumentVersion },
        { kind: 'answer', seq: 2, ...place, item: whom.memberId ? 'eat' : 'worry', value: worry % 2 },
        { kind: 'complete', seq: 3, ...place, elapsedSeconds: 95 },
      ];
    });
    const sent = await this.station.post(`take-alongs/${id}/packets`, { operations });
    if (sent.status !== 200) throw new Error(`A packet answered ${sent.status}: ${sent.text}`);
  }

  /** A signed contract, a fund pot with a request. */
  async supply(): Promise<void> {
    const [provider] = await items(this.centre, 'providers?state=approved');
    const [household] = await items(this.centre, 'households');
    const term = { startsOn: '2026-01-01', endsOn: '2026-12-31', unit: '次', unitPriceFen: 8_000, quantity: 1_000 };
    const contract = {
      providerId: provider!.id,
      number: 'HT-2026-001',
      title: '居家养老服务采购',
      budgetFen: 8_000_000,
    };
    const made = await done(this.centre.post('contracts', { ...term, ...contract }));
    await done(this.centre.post(`contracts/${made.id}/sign`));
    const pot = { name: '暖冬专项资金', purpose: '取暖与急用', householdCeilingFen: 100_000, layer: 'special-fund' };
    const fund = await done(this.centre.post('funds', pot));
    await done(this.centre.post(`funds/${fund.id}/pay-in`, { amountFen: 5_000_000 }));
    const request = { holderId: household!.id, amountFen: 60_000, purpose: '冬季取暖' };
    await done(this.officer.post(`funds/${fund.id}/requests`, request));
  }

  /** A drawn sample, one evaluation sent back, a follow-up that is due. */
  async evaluation(): Promise<void> {
    const evaluator = await this.people.api('evaluator');
    const me = (await evaluator.get('me')).body as { actor: { userId: string } };
    const day = this.app.clock.today();
    const order = { evaluatorId: me.actor.userId, from: day, to: day, seed: 'pages', sharePercent: 100 };
    const { evaluations } = (await done(this.centre.post('evaluation-samples', order))) as unknown as {
      evaluations: Row[];
    };
    const objection = { reasons: ['service-not-proven'], finding: '缺少服务记录，请补充。' };
    for (const { id } of evaluations.slice(1)) await done(evaluator.post(`evaluations/${id}/send-back`, objection));
    // Whose referrals the draw hits depends on the draw; the station whose pages are looked at has one to answer for.
    await this.rows(
      `update referrals set owner_account_id = (select id from accounts where username = 'station')
       where id in (select referral_id from evaluations where state = 'sent-back')`,
    );
    await this.rows(`update follow_ups set state = 'due', due_on = '${day}' where months = 3`);
  }

  /** An upload that waits for its start, one that has run; services that nobody could place. */
  async outsideDirectory(): Promise<void> {
    const visitor = await this.people.console('centre');
    const upload = async (content: string) => {
      const sent = await visitor.upload('/console/imports/new', { name: 'harbour.jsonl', content }, { format: 'hsds' });
      return String(sent.headers['location']);
    };
    const run = await upload([ODD('a'), ODD('b'), '{"id": "c"', '{}'].join('\n'));
    await visitor.submit(run, `${run}/start`, { place: 'directory' });
    await this.app.drain();
    await upload(ODD('d'));
  }

  /** A ledger whose columns wait, one that was checked with faults, one that was written. */
  async ledgers(): Promise<void> {
    const visitor = await this.people.console('centre');
    const fields = Object.fromEntries(guessColumns(LEDGER_HEADINGS).map((field, at) => [`columns.${at}`, field ?? '']));
    const upload = async (made: readonly MadeRow[]) => {
      const file = { name: 'ledger.xlsx', content: await ledgerWorkbook(made) };
      return String((await visitor.upload('/console/ledgers/new', file)).headers['location']);
    };
    await upload(madeLedger(3, 5, 601));
    const written = await upload(madeLedger(2, 3, 602));
    await visitor.submit(written, `${written}/columns`, fields);
    await this.app.drain();
    await visitor.submit(written, `${written}/confirm`);
    await this.app.drain();
    // A file that is here already and said otherwise, and two workbooks: of the second somebody has chosen the sheet.
    await upload(madeLedger(2, 3, 602).map((row) => ({ ...row, 家庭住址: '新址7号' })));
    const several = async (name: string, seed: number) => {
      const content = await ledgerWorkbooks(madeLedger(2, 2, seed), madeLedger(2, 2, seed + 1));
      return String((await visitor.upload('/console/ledgers/new', { name, content })).headers['location']);
    };
    await several('sheets.xlsx', 604);
    const chosen = await several('chosen.xlsx', 606);
    await visitor.submit(chosen, `${chosen}/sheet`, { sheet: '第1组' });
    await upload(madeLedger(2, 3, 603).map((row) => ({ ...row, 救助类型: '八一慰问', 身份证号: '' })));
    await this.app.drain();
  }

  /** A draft of a pack that was tried against the files. */
  async drafts(): Promise<void> {
    const row = {
      code: 'very-old',
      zh: '八十周岁以上',
      en: 'Aged 80 or over',
      who: { ageFrom: 80 },
      amount: 'standard(dibao) * 10%',
    };
    const about = { from: this.app.clock.today(), citation: 'B8', reason: '渝民发〔2026〕1号（试算）' };
    const changes = [
      { path: 'extras.very-old', row, ...about },
      { path: 'deductions.employment-cost', removed: true, ...about },
    ];
    const { id } = await done(this.officer.post('pack-drafts', { name: '提标测算', changes }));
    await done(this.officer.post(`policy-packs/${id}/simulations`));
    await this.app.drain();
    await this.adoptions();
  }

  /** Places shared out, a choice made, shared out again around it: under review. */
  async allocations(): Promise<void> {
    const beginsOn = this.app.clock.today();
    const order = { name: '冬季统筹分配', beginsOn, endsOn: beginsOn, model: 'places' };
    const { id } = await done(this.centre.post('allocations', order));
    await this.app.drain();
    const [need] = await items(this.centre, `allocations/${id}/needs?outcome=assigned&limit=1`);
    if (!need) throw new Error('The demonstration has no need that could be placed');
    const { needId, offering } = need as unknown as { needId: string; offering: { id: string } };
    const pin = { needId, offeringId: offering.id, kind: 'forbid', reason: '家里人与该机构有纠纷' };
    await done(this.centre.post(`allocations/${id}/pins`, pin));
    await done(this.centre.post(`allocations/${id}/solve-again`));
    await this.app.drain();
    await done(this.centre.post(`allocations/${id}/review`));
  }

  /** A scale that was measured, one by the evaluator too. */
  async instrumentStudies(): Promise<void> {
    const evaluator = await this.people.api('evaluator');
    for (const [who, instrument] of [
      [this.centre, 'S01'],
      [evaluator, 'S11'],
    ] as const) {
      await done(who.post('instrument-studies', { kind: 'reliability', instrument }));
      await this.app.drain();
    }
  }

  /** One draft that was adopted and worked out on the files, with a decided family; another that waits for a second person. */
  private async adoptions(): Promise<void> {
    const today = this.app.clock.today();
    const tried = async (fen: number) => {
      const raised = { path: 'standards.dibao.fen', value: fen, from: today, reason: '拟提高低保标准' };
      const draft = await done(this.officer.post('pack-drafts', { name: `提标到${fen / 100}元`, changes: [raised] }));
      const { id } = await done(this.officer.post(`policy-packs/${draft.id}/simulations`));
      await this.app.drain();
      const wish = { simulationId: id, effectiveFrom: today, reason: '区政府会议纪要第12号' };
      return done(this.officer.post('pack-adoptions', wish));
    };
    const adopted = await tried(79_000);
    await done(this.centre.post(`pack-adoptions/${adopted.id}/confirm`, { reason: '已经核对测算，同意启用' }));
    const batch = await done(this.officer.post(`pack-adoptions/${adopted.id}/recalculations`));
    await this.app.drain();
    const families = await items(this.centre, `recalculations/${batch.id}/households`);
    const [one] = families.filter(({ classAfter }) => classAfter !== null);
    await done(this.centre.post(`recalculations/${batch.id}/households/${one!.householdId}/confirm`, {}));
    const { families: count } = (await this.centre.get(`recalculations/${batch.id}/confirmable?movement=same`))
      .body as {
      families: number;
    };
    if (count > 0)
      await done(this.centre.post(`recalculations/${batch.id}/confirmations`, { movement: 'same', families: count }));
    await this.app.drain();
    await tried(80_000);
  }

  /** A household that has split, with a split of before that was taken back: its file has joined the old one again. */
  async regroupings(): Promise<void> {
    const window = await this.people.api('window');
    const [{ id }] = (await items(window, 'households?limit=1')) as [Row];
    const grown = { name: '周成家', relation: 'other', birthDate: '1996-02-03' };
    const going = async (reason: string) => {
      const { id: memberId } = await done(window.post(`households/${id}/members`, grown));
      const split = { kind: 'split', members: [{ memberId, relation: 'head' }], reason };
      return done(window.post(`households/${id}/regroupings`, split));
    };
    await done(window.post(`regroupings/${(await going('recorded-wrongly')).id}/undo`));
    await going('own-household');
  }

  /** Applications at four steps of their way, one with an objection that nobody has answered. */
  async applications(): Promise<void> {
    const window = await this.people.api('window');
    const me = async (one: ApiClient) => ((await one.get('me')).body as { actor: { userId: string } }).actor.userId;
    const investigatorIds = [await me(window), await me(this.station)];
    const visit = { visitedOn: this.app.clock.today(), investigatorIds, result: 'meets', note: '房屋简陋，独自居住' };
    const files = await items(this.station, 'households?limit=200');
    const acts = ['rigid-expenditure', 'temporary', 'tekun', 'dibao-marginal'];
    for (const [place, act] of acts.entries()) {
      const { id } = files[place % files.length]!;
      const row = await done(this.station.post(`households/${id}/applications`, { act }));
      const move = (name: string, body?: object) => done(this.station.post(`applications/${row.id}/${name}`, body));
      if (place > 0) {
        await move('accept');
        await move('check', visit);
      }
      if (act === 'tekun') {
        await move('publish', { amountFen: 90_000 });
        await move('object', { words: '邻居反映该户有固定收入' });
      }
      if (act === 'dibao-marginal') await move('decide', { outcome: 'granted', ground: '入户核实，符合条件' });
    }
  }

  /** Words in place of papers: one to be read, one that was drawn and found untrue, and the household's objection to it. */
  async commitments(): Promise<void> {
    for (const { id } of (await items(this.station, 'households?limit=200')).reverse()) {
      const found = await this.untrue(id);
      if (found === null) continue;
      await this.onCommitment(this.station, found, 'contest', { words: '老板后来又补发了工资' });
      await done(
        this.station.post(`applications/${String(found.applicationId)}/commitments`, { waived: ['rent-contract'] }),
      );
      return;
    }
  }

  /** A word of one of these households that it may still object to. */
  async objection(households: readonly string[]): Promise<void> {
    for (const id of households) if ((await this.untrue(id)) !== null) return;
    throw new Error('No household of the scenes could give its word');
  }

  /** A word that was found untrue; null where the household has applied already, or a child would have to give it. */
  private async untrue(householdId: string): Promise<Row | null> {
    const filed = await this.station.post(`households/${householdId}/applications`, { act: 'dibao' });
    if (filed.status !== 201) return null;
    const shown = await this.station.post(`applications/${(filed.body as Row).id}/commitments`, {
      waived: ['income-proof'],
    });
    if (shown.status !== 201) return null;
    const answer = { readAloud: true, how: 'signed' };
    const signed = await this.onCommitment(this.station, shown.body as Row, 'answer', answer);
    await done(this.officer.post('commitment-draws'));
    const drawn = (await this.officer.get(`commitments/${signed.id}`)).body as Row;
    const finding = { outcome: 'not-true', ground: '用工单位的说明与承诺不一致' };
    return this.onCommitment(this.centre, drawn, 'check', finding);
  }

  private onCommitment(by: ApiClient, { id, version }: Row, move: string, body: object): Promise<Row> {
    return done(by.post(`commitments/${id}/${move}`, body).set('if-match', `"${String(version)}"`));
  }

  /** Urgent aid: one to be granted, one whose papers are wrong, one that the district looks at again; a reserve that is low. */
  async urgentAid(): Promise<void> {
    const files = (await items(this.station, 'households?limit=200')).slice(-3);
    const rows = [];
    for (const { id } of files) {
      const body = { act: 'temporary', urgentGround: '昨夜火灾，家中粮食和被褥全部烧毁' };
      rows.push(await done(this.station.post(`households/${id}/applications`, body)));
    }
    const [, wrong, drawn] = rows;
    const [unit] = await this.rows<{ id: string }>(`select unit_id as id from applications where id = '${wrong!.id}'`);
    const reserve = await done(this.officer.post('reserves', { unitId: unit!.id, imprestFen: 1_000_000 }));
    const entry = { kind: 'top-up', amountFen: 180_000, reason: '区民政局本季度备用金拨付' };
    await done(this.officer.post(`reserves/${reserve.id}/entries`, entry));
    for (const row of [wrong!, drawn!])
      await done(this.station.post(`applications/${row.id}/grant-at-once`, { amountFen: 60_000 }));
    const finding = { result: 'wrong', reclaimFen: 60_000, finding: '所报火灾并未发生，材料不实' };
    await done(this.station.post(`applications/${wrong!.id}/check-papers`, finding));
    await this.rows(`update applications set sampled = true where id = '${drawn!.id}'`);
  }

  /** A son who owes support and pays less, a van that is left out, a job below the average of its trade. */
  async support(): Promise<void> {
    const window = await this.people.api('window');
    const [{ id }] = (await items(window, 'households?limit=1')) as [Row];
    const [head] = await items(window, `households/${id}/members`);
    const son = { memberId: head!.id, name: '赵远', relation: 'child', paper: 'court', agreedMonthFen: 50_000 };
    await done(window.post(`households/${id}/obligors`, { ...son, paidMonthFen: 20_000, paidMethod: 'payslip' }));
    const van = { kind: 'asset', item: 'vehicle', amountFen: 3_000_000, period: 'once' };
    const ground = { exemptOn: 'livelihood-tool', exemptReason: '送货谋生' };
    await done(window.post(`households/${id}/economy`, { ...van, ...ground }));
    const job = { kind: 'income', item: 'wage', amountFen: 100_000, period: 'month', trade: 'courier' };
    await done(window.post(`households/${id}/economy`, { ...job, memberId: head!.id }));
  }

  /**
   * A person in extreme difficulty with all that may stand on the file; being granted without an application, the status is on
   * the integrity list too, and somebody has answered for it.
   */
  async extremeDifficulty(): Promise<void> {
    const today = this.app.clock.today();
    for (const { id } of await items(this.station, 'households?limit=200')) {
      await this.station.post(`households/${id}/entitlements`);
      const lines = await items(this.station, `households/${id}/entitlements`);
      const line = lines.find((one) => one.line === 'tekun' && one.memberId !== null && one.state !== 'granted');
      if (!line) continue;
      const granted = await this.station.patch(`entitlements/${line.id}`, { state: 'granted' }, Number(line.version));
      if (granted.status !== 200) continue;
      const opening = { memberId: line.memberId, form: 'at-home', place: '由侄子在家照料' };
      const file = await done(this.station.post(`households/${id}/support-files`, opening));
      const act = (name: string, body: object) => done(this.station.post(`support-files/${file.id}/${name}`, body));
      await act('assess', { assessedOn: today, failedActs: ['walk', 'bath'] });
      const days = { signedOn: today, startsOn: today, untilOn: `${Number(today.slice(0, 4)) + 1}-01-31` };
      await act('agree', { ...days, carer: '侄子', duties: '做饭、洗衣、陪同就医' });
      const found = { visitedOn: today, seen: true, condition: 'worse', selfCareChanged: true };
      await act('visit', { ...found, note: '近日行走更加困难，需要搀扶' });
      await act('propose', { kind: 'form', place: '镇敬老院', wishedOn: today, words: '本人愿意住进镇敬老院' });
      const ground = '本系统启用前已认定，纸质档案第12号';
      await done(this.station.post(`integrity-list/${line.id}/answer`, { kind: 'explained', ground }));
      return;
    }
    throw new Error('Nobody to whom the support could be granted');
  }

  /** A list of the agriculture desk in force, with somebody of whom no file is known, and one that waits with a fault. */
  async watchLists(): Promise<void> {
    const visitor = await this.people.console('centre');
    const send = async (rows: string[]) => {
      const content = Buffer.from(['姓名,身份证号,户类型,认定日期', ...rows].join('\r\n'));
      const fields = { source: '县农业农村局', listedOn: this.app.clock.today() };
      const sent = await visitor.upload('/console/watch-lists/new', { name: 'w.csv', content }, fields);
      return String(sent.headers['location']).split('/').pop() ?? '';
    };
    const first = await send(['周一,990101196001012344,脱贫户,2021-03-05', '周二,123,脱贫户,2021-03-05']);
    await done(this.centre.post(`watch-lists/${first}/confirm`));
    await send(['周三,990101196001012344,监测户,2024-03-05', '周四,123,脱贫户,不详']);
  }

  /** Answers of the departments, one of which does not fit what was declared. */
  async checks(): Promise<void> {
    const { url, stop } = await startDepartments(0, () => this.app.clock.today());
    this.app.config.departmentsUrl = url;
    const window = await this.people.api('window');
    for (const { id } of await items(window, 'households?limit=200')) {
      const [head] = await items(window, `households/${id}/members`);
      const who = { aboutMemberId: head!.id, givenByMemberId: head!.id };
      const sheet = { scope: 'policy-check', receiverKind: 'department', receiverName: '民政部门' };
      await done(
        window.post(`households/${id}/consents`, {
          ...{ ...sheet, ...who, items: ['identity', 'economy', 'health'], decision: 'given' },
        }),
      );
      await done(window.post(`households/${id}/verifications`, { purpose: 'application' }));
      const sender = await this.app.worker(CheckSender);
      await sender.round();
      await sender.settled();
      if ((await this.rows('select id from check_mismatches limit 1')).length > 0) break;
    }
    await stop();
    this.app.config.departmentsUrl = undefined;
  }

  /** A department asked by file: what waits, an order that was answered in part, one with faults in its answer. */
  async departmentFiles(): Promise<void> {
    const { officer, centre } = this;
    await done(officer.post('check-departments/agriculture/way', { way: 'file' }));
    const [signed] = await this.rows<{ id: string }>(
      'select household_id as id from check_requests order by requested_at limit 1',
    );
    const ask = () =>
      done(
        officer.post(`households/${signed!.id}/verifications`, { purpose: 'recheck', departments: ['agriculture'] }),
      );
    await ask();
    const answer = await centre.post('department-orders', { department: 'agriculture' });
    const { order } = answer.body as { order: { id: string; number: string } };
    const lines = (await centre.get(`department-orders/${order.id}/lines`)).body as { items: Array<{ code: string }> };
    const visitor = await this.people.console('centre');
    const upload = (said: string) => {
      const rows = lines.items.map(({ code }) => `${order.number},${code},${said},2026-11-01`);
      const content = Buffer.from(['委托编号,行号,查询结果（有/无）,数据日期', ...rows].join('\r\n'));
      return visitor.upload('/console/department-answers/new', { name: 'answer.csv', content });
    };
    await upload('也许');
    const file = String((await upload('无')).headers['location']);
    await visitor.submit(file, `${file}/confirm`);
    await ask();
    await this.overdueOrder();
    await ask();
  }

  /** An order that nobody has answered in time. */
  private async overdueOrder(): Promise<void> {
    const { order } = await done(this.centre.post('department-orders', { department: 'agriculture' }));
    const { id } = order as { id: string };
    await this.rows(
      `update department_orders set due_at = ordered_at - interval '1 day' where id = '${id}' returning id`,
    );
  }

  /** Papers for several files, one of them a public notice with nobody on it. */
  async prints(): Promise<void> {
    const files = (await items(this.station, 'households?limit=2')).map(({ id }) => id);
    for (const paper of ['investigation', 'publicity', 'check-authorisation'])
      await done(this.station.post('batch-prints', { paper, householdIds: files }));
  }

  /** Files to be fetched, with and without names, and one that has been deleted. */
  async exports(): Promise<void> {
    const reason = '季度工作汇总使用';
    const statistics = { kind: 'needs-by-code', mode: 'statistics', reason };
    const deleted = await done(this.centre.post('exports', statistics));
    await this.centre.delete(`exports/${deleted.id}`);
    await done(this.centre.post('exports', statistics));
    await done(this.centre.post('exports', { kind: 'households', mode: 'named', reason, confirmed: true }));
    const supervisor = await this.people.api('supervisor');
    await done(supervisor.post('exports', { kind: 'households', mode: 'statistics', reason }));
    await this.app.drain();
    const request = {
      requestNumber: '纪监调〔2026〕12号',
      requestOrgan: '区纪委监委第三室',
      requestDate: '2026-01-05',
    };
    const list = {
      kind: 'households',
      mode: 'identified',
      fieldGroups: ['contact'],
      reason,
      confirmed: true,
      ...request,
    };
    await done(supervisor.post('exports', list));
  }

  /** Drafts of what the loop consists of, and households with something to answer. */
  async loop(): Promise<Scenes['households']> {
    const referrals = await items(this.centre, 'referrals?limit=200');
    const running = referrals.filter(({ state }) => state === 'in-service');
    const help = running[0]!;
    const dispatcher = await this.dispatcherOf(help);
    await done(dispatcher.post(`referrals/${help.id}/complete`));
    const plans = await items(this.station, 'plans?limit=200');
    const planned = plans.filter(({ state }) => state === 'confirmed');
    const version = {
      householdId: planned[0]!.householdId,
      changeReason: '身体情况有变化',
      items: [OWN],
      noEducationReason: '已按学区入学',
    };
    await done(this.station.post('plans', version));
    const menu = await this.unplanned(new Set(plans.map(({ householdId }) => householdId)));
    const plan = await this.plan(menu);
    await done(this.station.post(`plans/${plan.id}/offer`));
    const window = await this.people.api('window');
    const [open] = await items(window, 'cases?open=true&mine=true');
    await done(window.post(`cases/${open!.id}/handovers`, HANDOVER));
    const consent = open!.householdId;
    const sheet = { scope: 'referral', receiverKind: 'provider-kind', receiverName: '送餐机构' };
    await done(this.station.post(`households/${consent}/consents`, { ...sheet, items: ['identity', 'contact'] }));
    await done(this.station.post(`households/${consent}/assessments`, { instrument: 'S16', mode: 'proxy' }));
    return { menu, consent, help: help.householdId, visit: (running[1] ?? help).householdId };
  }

  /** An offering without any place, and a need that waits for one (R97). */
  async queue(): Promise<void> {
    const [provider] = await items(this.centre, 'providers?state=approved');
    for (const { id } of await items(this.station, 'households?limit=200')) {
      const needs = await items(this.station, `households/${id}/needs`);
      const need = needs.find(({ state, assessed }) => state === 'confirmed' && assessed === true);
      if (!need) continue;
      const terms = { providerId: provider!.id, name: '名额已满的服务', mode: 'site', capacityPerPeriod: 0 };
      const full = await done(this.centre.post('offerings', { ...terms, code: need.code }));
      const joined = await this.station.post(`offerings/${full.id}/waiting-list`, { needId: need.id });
      if (joined.status === 201) return;
    }
    throw new Error('No need could wait for a place');
  }

  /**
   * A request that waits, an access that has ended and one that the household is told of, a conflict of interest, an
   * alarm. The file that was looked at is that of `household`.
   */
  async access(household: string): Promise<void> {
    const window = await this.people.api('window');
    const near = new Set((await items(window, 'households?limit=200')).map(({ id }) => id));
    const [far, other] = (await items(this.centre, 'households?limit=200')).filter(({ id }) => !near.has(id));
    const reason = '老人在本村走失，要马上联系家属';
    const ask = (householdKey: unknown) =>
      done(window.post('approvals', { kind: 'break-glass', householdKey, reason }));
    await ask(far!.number);
    const ended = await ask(other!.number);
    await done(this.officer.post(`approvals/${ended.id}/confirm`));
    await done(window.post(`approvals/${ended.id}/end`));
    await this.rows(
      `insert into approvals (id, number, kind, household_id, household_number, district_code, field_groups, reason, state, requested_by,
          requested_at, decided_by, decided_at, starts_at, ends_at, notice_due_at, noticed_at, version)
        select uuidv7(), a.number || '-0', a.kind, h.id, h.number, h.district_code, a.field_groups, a.reason, a.state, a.requested_by,
          a.requested_at, a.decided_by, a.decided_at, a.starts_at, a.ends_at, now(), now(), 1
        from approvals a, households h where a.id = '${ended.id}' and h.id = '${household}'`,
    );
    const [supervisor] = await this.rows<{ id: string }>("select id from accounts where username = 'supervisor'");
    const conflict = { householdKey: far!.number, kind: 'neighbour', accountId: supervisor!.id };
    await done(this.centre.post('conflicts', conflict));
    await this.rows(
      `insert into browsing_alarms (id, account_id, hour, district_code, region_path, files, searches, vain_searches, emergencies,
          state, raised_at, version)
        select uuidv7(), r.account_id, date_trunc('hour', now()), r.district_code, r.region_path || '/', 61, 12, 3, 1, 'open', now(), 1
        from account_roles r join accounts a on a.id = r.account_id where a.username = 'window' limit 1`,
    );
  }

  /** A request that waits, a copy to be fetched, and a file that is frozen since its household wanted it deleted. */
  async rights(): Promise<void> {
    const window = await this.people.api('window');
    const near = await items(window, 'households?limit=200');
    const known = { identityCheck: 'known-person' };
    const ask = (householdId: string, right: object) =>
      done(window.post('rights-requests', { ...known, householdId, ...right }));
    const grant = ({ id }: Row) =>
      done(this.station.post(`rights-requests/${id}/decide`, { decision: 'grant', reason: '已经核对，按您说的办。' }));
    await ask(near[0]!.id, { kind: 'correct', field: 'phone', words: '电话号码换了' });
    await grant(await ask(near[0]!.id, { kind: 'copy' }));
    const members = [{ name: '孙长河', relation: 'head', birthDate: '1951-05-06' }];
    const [village] = await this.rows<{ code: string }>(
      `select r.code from regions r join households h on h.region_path = r.path where h.id = '${near[0]!.id}'`,
    );
    const gone = await done(window.post('households', { regionCode: village!.code, members }));
    await done(window.post(`households/${gone.id}/cases`));
    await this.rows(
      `update cases set state = 'closed', opened_at = now() - interval '40 days', closed_at = now() - interval '9 days'
        where household_id = '${gone.id}'`,
    );
    await grant(await ask(gone.id, { kind: 'delete', words: '不再需要帮助，请删除我的档案' }));
  }

  /** A child's red flag with its report and its tasks (B30, B31). */
  async childInDanger(): Promise<void> {
    const near = new Set((await items(this.station, 'households?limit=200')).map(({ id }) => id));
    const children = await this.rows<{ id: string; household_id: string }>(
      `select m.id, m.household_id from household_members m join households h on h.id = m.household_id
        where m.birth_date between current_date - interval '15 years' and current_date - interval '8 years'
          and m.valid_until is null and h.state = 'active' and exists
          (select 1 from assessments a where a.household_id = h.id and a.instrument = 'S16' and a.state = 'completed')
        order by h.number, m.id`,
    );
    const child = children.find(({ household_id: household }) => near.has(household));
    const input = { instrument: 'S09', mode: 'observed', memberId: child!.id };
    const { id } = await done(this.station.post(`households/${child!.household_id}/assessments`, input));
    await done(this.station.patch(`assessments/${id}`, { answers: childAnswers({ hurt: 1 }) }, 1));
    await done(this.station.post(`assessments/${id}/complete`));
  }

  /** A key of an integrator. */
  async keys(): Promise<void> {
    const { possibleScopes } = (await this.centre.get('me/api-keys')).body as { possibleScopes: string[] };
    const key = { name: '数据对接', scopes: possibleScopes.slice(0, 2), days: 30 };
    await done(this.centre.post('me/api-keys', { ...key, current: DEMONSTRATION_PASSWORD }));
  }

  /** A proposal of scales that waits for a decision, one that was decided, and scales that are to be asked again (R18). */
  async scaleChoices(householdId: string): Promise<void> {
    const answers = { alone: 'yes', home: 'yes', goods: 'unsure' };
    await done(this.station.post(`households/${householdId}/scale-choices`, { answers }));
    const { id, proposed } = await done(this.station.post(`households/${householdId}/scale-choices`, { answers }));
    const word = { keep: (proposed as string[]).slice(0, 1), add: ['S13'], addReason: '欠了三个月电费' };
    const drop = Object.fromEntries((proposed as string[]).slice(1).map((code) => [code, '下次入户再问']));
    await done(this.station.post(`scale-choices/${id}/decide`, { ...word, drop }));
    await this.rows(
      `update assessments set retest_from = completed_at::date - 2, retest_until = completed_at::date - 1
        where household_id = '${householdId}' and retest_from is not null`,
    );
  }

  /** A message of each channel, and of what has a page of its own only in some states one that is in such a state. */
  async farDown(): Promise<string[]> {
    const found = await this.rows<{ path: string }>(
      `select path from (
         select distinct on (channel) '/console/messages/' || id as path
           from notifications where household_id is not null order by channel, id) messages
       union all (select '/console/applications/' || id from applications where published_on is not null limit 1)
       union all (select '/console/scale-choices/' || id from scale_choices)
       union all (select '/console/assessment-photos/' || id from assessment_photos)
       union all (select '/console/assessments/' || assessment_id || '/photos' from assessment_photos limit 1)
       union all (select '/console/ledgers/' || id from ledger_imports where file_name = 'chosen.xlsx')
       union all (select '/console/households/' || household_id || '/clocks' from household_clocks limit 1)
       union all (select '/console/waiting-lists/' || id from waiting_list_entries)
       union all (select '/console/households/' || household_id || '/waiting-list' from waiting_list_entries)
       union all (select '/console/offerings/' || offering_id || '/waiting-list' from waiting_list_entries)
       union all (select '/console/waiting-lists/new?needId=' || need_id || '&offeringId=' || offering_id from waiting_list_entries)
       union all (select '/console/matches/' || id from match_runs order by id limit 1)
       union all (select '/console/matches/' || id || '/what-if?${EQUAL_WEIGHTS}' from match_runs order by id limit 1)
       union all (
         select '/console/matches/' || m.id || '/compare?need=' || (n -> 'need' ->> 'id')
           || '&offering=' || (n -> 'candidates' -> 0 -> 'offering' ->> 'id')
           || '&offering=' || (n -> 'candidates' -> 1 -> 'offering' ->> 'id')
         from match_runs m, jsonb_array_elements(m.result -> 'needs') n
         where jsonb_array_length(n -> 'candidates') > 1 order by m.id limit 1)`,
    );
    return found.map(({ path }) => path);
  }

  private async dispatcherOf({ providerId }: Row): Promise<ApiClient> {
    const [dispatcher] = await this.rows<{ username: string }>(
      `select username from accounts join account_roles on account_id = accounts.id where organisation_id = '${String(providerId)}'`,
    );
    return this.people.api(dispatcher!.username);
  }

  private async rows<T extends object>(sql: string): Promise<T[]> {
    return query<T>(this.app.database.ownerUrl, sql);
  }

  private async unplanned(planned: ReadonlySet<string>): Promise<string> {
    for (const { id } of await items(this.station, 'households')) {
      const needs = await items(this.station, `households/${id}/needs`);
      if (!planned.has(id) && needs.some(({ state }) => state === 'confirmed')) return id;
    }
    throw new Error('No household of the station has a need and no plan');
  }

  private async plan(householdId: string): Promise<Row> {
    const match = await done(this.station.post(`households/${householdId}/matches`));
    return done(
      this.station.post('plans', { householdId, matchId: match.id, items: [OWN], noEducationReason: '已按学区入学' }),
    );
  }
}

async function done(answering: PromiseLike<{ status: number; text: string; body: unknown }>): Promise<Row> {
  const { status, text, body } = await answering;
  if (status >= 300) throw new Error(`A scene could not be made: ${status} ${text}`);
  return body as Row;
}

async function items(api: ApiClient, path: string): Promise<Row[]> {
  const { status, text, body } = await api.get(path);
  if (status !== 200) throw new Error(`${path} answered ${status} ${text}`);
  return (body as { items: Row[] }).items;
}
