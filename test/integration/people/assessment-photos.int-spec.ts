import { randomBytes, randomUUID } from 'node:crypto';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Config } from '../../../src/platform/config';
import { PLACE_IN_PICTURE, pngPicture } from '../../factories/pictures.factory';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import { photoRequest, sendPhoto } from '../../support/send-photo';
import { assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

const CAPTION = '床后墙面发霉';
const bytesOf = (call: ReturnType<ApiClient['get']>) =>
  call.buffer(true).parse((answer, done) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part));
    answer.on('end', () => done(null, Buffer.concat(parts)));
  });

/** Pictures beside a filled-in scale (design 8.11). */
describe('pictures beside an assessment', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  type Who = 'window' | 'station' | 'centre';
  const draft = async (who: Who = 'window') => {
    const household = await world.household();
    await assess(world.api.window, household.id, 'S16', triageAnswers());
    const input = { instrument: 'S11', mode: 'self' };
    const { status, body } = await world.api[who].post(`households/${household.id}/assessments`, input);
    expect([status, body]).toEqual([201, expect.anything()]);
    return { ...household, id: body.id as string, householdId: household.id };
  };
  const handIn = async (id: string, who: Who = 'window') => {
    await world.api[who].patch(`assessments/${id}`, { answers: { worry: 1, heat: 0 } }, 1);
    const done = await world.api[who].post(`assessments/${id}/complete`);
    expect([done.status, done.text]).toEqual([200, expect.any(String)]);
  };
  const send = (who: Who, id: string, content: Buffer, more: { caption?: string; key?: string; name?: string } = {}) =>
    photoRequest(world.app, id, { token: world.logins[who].token, content, ...more });
  const chunksOf = (id: string) =>
    world.rows<{ content: Buffer }>('select content from assessment_photo_chunks where photo_id = $1 order by place', [
      id,
    ]);

  it('keeps the picture sealed, without its notes, and gives it back to the assessor of the draft', async () => {
    const { id, householdId } = await draft();
    // Larger than one piece.
    const content = pngPicture(randomBytes(600_000));
    const sent = await send('window', id, content, { caption: ` ${CAPTION} `, name: '王桂芳家.jpg' });
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({
      ...{ householdId, assessmentId: id, mediaType: 'image/png', width: 64, caption: CAPTION, scan: 'none' },
      ...{ addedBy: world.logins.window.accountId, removedAt: null, removal: null, withheld: [] },
    });
    const photo = sent.body.id as string;
    const got = await bytesOf(world.api.window.get(`assessment-photos/${photo}/content`));
    expect(got.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="${photo}.png"`,
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const kept = got.body as Buffer;
    expect(kept.length).toBe(sent.body.bytes);
    expect(kept.includes(PLACE_IN_PICTURE)).toBe(false);
    // All that was left out is the note.
    expect(content.length - kept.length).toBe(12 + 'Location\0'.length + PLACE_IN_PICTURE.length);
    const chunks = await chunksOf(photo);
    expect(chunks).toHaveLength(3);
    for (const chunk of chunks) expect(kept.includes(chunk.content.subarray(64, 96))).toBe(false);
    const [row] = await world.rows<{ caption_ciphertext: Buffer }>('select * from assessment_photos where id = $1', [
      photo,
    ]);
    expect(row!.caption_ciphertext.includes(CAPTION)).toBe(false);
    const actions = await world.rows<{ action: string }>(
      'select action from audit_events where subject_id = $1 order by at',
      [photo],
    );
    expect(actions.map(({ action }) => action)).toEqual(['assessment-photo.added', 'assessment-photo.read']);
  });

  it('is its assessor’s while the scale is a draft, and the station’s once it is handed in (C3)', async () => {
    const { id } = await draft();
    const photo = await sendPhoto(world.app, world.logins.window.token, id, pngPicture(), CAPTION);
    const other = await send('station', id, pngPicture());
    expect([other.status, other.body.code]).toEqual([403, 'assessment-of-other-assessor']);
    const look = async (api: ApiClient) => {
      const content = await api.get(`assessment-photos/${photo}/content`);
      const { body } = await api.get(`assessments/${id}/photos`);
      return [content.status, body.items[0].caption, body.items[0].withheld];
    };
    expect(await look(world.api.window)).toEqual([200, CAPTION, []]);
    expect(await look(world.api.station)).toEqual([403, null, ['answers']]);
    await handIn(id);
    expect(await look(world.api.station)).toEqual([200, CAPTION, []]);
    expect(await look(world.api.window)).toEqual([403, null, ['answers']]);
    expect((await world.api.centre.get(`assessment-photos/${photo}/content`)).body.code).toBe(
      'assessment-photo-withheld',
    );
    // Found later: who answered it and who reads the answers still may, others not.
    expect((await send('window', id, pngPicture())).status).toBe(201);
    expect((await send('station', id, pngPicture())).status).toBe(201);
    expect((await send('centre', id, pngPicture())).body.code).toBe('assessment-of-other-assessor');
    expect((await world.api.officer.get(`assessments/${id}/photos`)).status).toBe(403);
    expect((await world.api.dispatcher.get(`assessment-photos/${photo}`)).status).toBe(403);
  });

  it('says what is wrong with a file', async () => {
    const { id } = await draft();
    const fault = async (content: Buffer, name?: string) => {
      const { status, body } = await send('window', id, content, name === undefined ? {} : { name });
      return [status, body.errors?.[0]?.field, body.errors?.[0]?.code];
    };
    expect(await fault(Buffer.alloc(0))).toEqual([422, 'file', 'upload-empty']);
    expect(await fault(Buffer.from('<svg onload="alert(1)">'), 'a.png')).toEqual([422, 'file', 'photo-not-image']);
    expect(await fault(Buffer.from('%PDF-1.7'))).toEqual([422, 'file', 'photo-not-image']);
    expect(await fault(pngPicture().subarray(0, 120))).toEqual([422, 'file', 'photo-damaged']);
    expect(await fault(Buffer.alloc(10 * 1024 * 1024 + 1, 0xff))).toEqual([422, 'file', 'photo-too-large']);
    const none = await world.api.window.post(`assessments/${id}/photos`, {});
    expect([none.status, none.body.code]).toEqual([400, 'upload-missing']);
    const long = await send('window', id, pngPicture(), { caption: '字'.repeat(201) });
    expect([long.status, long.body.errors[0].field]).toEqual([422, 'caption']);
    const tooLarge = await photoRequest(world.app, id, {
      ...{ token: world.logins.window.token, content: Buffer.alloc(10 * 1024 * 1024 + 1) },
    }).set('accept-language', 'en');
    expect(tooLarge.body.errors[0].message).toContain('larger than 10 MB');
    expect(await world.rows('select id from assessment_photos where assessment_id = $1', [id])).toEqual([]);
  });

  it('takes one sending once, and no more than twelve, whatever races', async () => {
    const { id } = await draft();
    const key = randomUUID();
    const twice = [await send('window', id, pngPicture(), { key }), await send('window', id, pngPicture(), { key })];
    expect(twice.map(({ status }) => status)).toEqual([201, 201]);
    expect(twice[0]!.body.id).toBe(twice[1]!.body.id);
    for (let sent = 0; sent < 9; sent += 1) await sendPhoto(world.app, world.logins.window.token, id, pngPicture());
    const raced = await Promise.all([1, 2, 3, 4].map(() => send('window', id, pngPicture())));
    expect(raced.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    expect(raced.find(({ status }) => status === 409)!.body.code).toBe('photos-too-many');
  });

  it('is removed with a reason, which stays; the bytes are gone', async () => {
    const { id } = await draft();
    const photo = await sendPhoto(world.app, world.logins.window.token, id, pngPicture(), CAPTION);
    const remove = (api: ApiClient, reason: string) => api.post(`assessment-photos/${photo}/remove`, { reason });
    expect((await remove(world.api.station, '拍到了邻居的门牌号')).body.code).toBe('assessment-photo-of-other');
    expect((await remove(world.api.window, '不要')).status).toBe(422);
    const removed = await remove(world.api.window, '拍到了邻居的门牌号');
    expect(removed.body).toMatchObject({
      ...{ removal: '拍到了邻居的门牌号', caption: null, removedBy: world.logins.window.accountId },
    });
    expect(await chunksOf(photo)).toEqual([]);
    const content = await world.api.window.get(`assessment-photos/${photo}/content`);
    expect([content.status, content.body.code]).toEqual([410, 'assessment-photo-removed']);
    expect((await remove(world.api.window, '再移除一次试试看')).body.code).toBe('assessment-photo-removed');
  });

  it('is not added for somebody who has died, nor in a closed file', async () => {
    const household = await world.household();
    await assess(world.api.window, household.id, 'S16', triageAnswers());
    const input = { instrument: 'S01', mode: 'observed', memberId: household.memberIds[0] };
    const { body } = await world.api.window.post(`households/${household.id}/assessments`, input);
    await world.rows("update household_members set leave_reason = 'died', valid_until = now() where id = $1", [
      household.memberIds[0],
    ]);
    const dead = await send('window', body.id as string, pngPicture());
    expect([dead.status, dead.body.code]).toEqual([409, 'assessment-member-died']);
    const other = await draft();
    await world.rows("update households set state = 'closed' where id = $1", [other.householdId]);
    const closed = await send('window', other.id, pngPicture());
    expect([closed.status, closed.body.code]).toEqual([409, 'assessment-file-closed']);
  });

  it('is hidden with a restricted result: for its team alone (R46)', async () => {
    const { id } = await draft('station');
    const photo = await sendPhoto(world.app, world.logins.station.token, id, pngPicture());
    await handIn(id, 'station');
    const colleague = await loginAs(world.app, 'station-worker', { unitId: world.logins.station.actor.unitId! });
    const asked = () => world.app.api(colleague.token).get(`assessment-photos/${photo}`);
    expect((await asked()).status).toBe(200);
    // As a flag of S08 or S09 sets it.
    await world.rows('update assessments set restricted = true where id = $1', [id]);
    expect((await asked()).status).toBe(404);
    const refused = await photoRequest(world.app, id, { token: colleague.token, content: pngPicture() });
    expect(refused.status).toBe(404);
    expect((await world.api.station.get(`assessment-photos/${photo}`)).status).toBe(200);
  });

  describe('with a virus scanner', () => {
    let daemon: Server;
    let heard: Buffer[] = [];
    let answer = 'stream: OK';
    beforeEach(async () => {
      heard = [];
      // Speaks as clamd does: NUL-ended command, pieces with their length, an empty one last.
      daemon = createServer((socket) => {
        let got = Buffer.alloc(0);
        socket.on('data', (part: Buffer) => {
          got = Buffer.concat([got, part]);
          if (!got.subarray(-4).equals(Buffer.alloc(4))) return;
          heard.push(got);
          socket.end(`${answer}\0`);
        });
        socket.on('error', () => undefined);
      });
      await new Promise<void>((resolve) => daemon.listen(0, '127.0.0.1', resolve));
      world.app.get(Config).clamavUrl = `tcp://127.0.0.1:${(daemon.address() as AddressInfo).port}`;
    });
    afterEach(async () => {
      world.app.get(Config).clamavUrl = undefined;
      await new Promise((resolve) => daemon.close(resolve));
    });

    it('opens what it finds clean, refuses what it finds, and locks what it has not looked at', async () => {
      const { id } = await draft();
      answer = 'stream: OK';
      const clean = await send('window', id, pngPicture(randomBytes(90_000)));
      expect(clean.body).toMatchObject({ scan: 'clean' });
      expect(heard[0]!.subarray(0, 10).toString('latin1')).toBe('zINSTREAM\0');
      expect(heard[0]!.readUInt32BE(10)).toBe(64 * 1024);
      answer = 'stream: Eicar-Test-Signature FOUND';
      const infected = await send('window', id, pngPicture());
      expect([infected.status, infected.body.errors[0].code]).toEqual([422, 'photo-infected']);

      answer = 'INSTREAM: unknown command ERROR';
      const { body } = await send('window', id, pngPicture());
      expect(body).toMatchObject({ scan: 'waiting' });
      const content = () => world.api.window.get(`assessment-photos/${body.id as string}/content`);
      const scan = () => world.api.window.post(`assessment-photos/${body.id as string}/scan`);
      expect([(await content()).status, (await scan()).body.code]).toEqual([409, 'assessment-photo-locked']);
      const { clamavUrl } = world.app.get(Config);
      world.app.get(Config).clamavUrl = 'tcp://127.0.0.1:1';
      expect((await scan()).body.code).toBe('assessment-photo-locked');
      world.app.get(Config).clamavUrl = clamavUrl;
      answer = 'stream: Eicar-Test-Signature FOUND';
      expect((await scan()).body.code).toBe('photo-infected');
      expect((await content()).status).toBe(409);
      answer = 'stream: OK';
      expect((await scan()).body).toMatchObject({ scan: 'clean' });
      expect((await content()).status).toBe(200);
    });
  });

  describe('on its pages', () => {
    it('is added without script, keeps what was typed when refused, is looked at and removed', async () => {
      const { id } = await draft();
      const page = `/console/assessments/${id}/photos`;
      const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
      expect((await visitor.get(`/console/assessments/${id}`)).text).toContain(page);
      const empty = await visitor.get(page);
      expect(empty.text).toContain('capture="environment"');
      const refused = await visitor.upload(page, { name: 'a.txt', content: 'no picture' }, { caption: CAPTION });
      expect(refused.status).toBe(422);
      expect(refused.text).toContain('这不是JPEG、PNG或WebP照片');
      expect(refused.text).toContain(`value="${CAPTION}"`);
      const added = await visitor.upload(page, { name: 'a.jpg', content: pngPicture() }, { caption: CAPTION });
      expect([added.status, added.headers.location]).toEqual([303, page]);
      const list = await visitor.get(page);
      const address = /\/console\/assessment-photos\/[\w-]+/.exec(list.text)![0];
      expect(list.text).toContain(CAPTION);
      const shown = await visitor.get(address);
      expect(shown.text).toContain(`alt="${CAPTION}"`);
      const content = await visitor.get(`${address}/content`);
      expect(content.headers).toMatchObject({
        'content-type': 'image/png',
        'content-security-policy': expect.stringContaining('sandbox'),
        'content-disposition': expect.stringContaining('attachment'),
      });
      const short = await visitor.submit(address, `${address}/remove`, { reason: '不要' });
      expect(short.status).toBe(422);
      expect(short.text).toContain('不要');
      const gone = await visitor.submit(address, `${address}/remove`, { reason: '拍到了邻居的门牌号' });
      expect(gone.headers.location).toBe(page);
      expect((await visitor.get(page)).text).toContain('拍到了邻居的门牌号');
      await handIn(id);
      expect((await visitor.get(`/console/assessments/${id}`)).text).toContain('照片（0张）');
    });
  });
});
