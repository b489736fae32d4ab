import { Controller, Get, Module, Post, Res } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import cookie from '@fastify/cookie';
import request from 'supertest';
import { Config, ConfigModule } from '../../platform/config';
import { anonymousActor } from '../../platform/database';
import { AppError, conflict } from '../../platform/errors';
import { I18nModule } from '../../platform/i18n';
import { RenderingModule } from '../../platform/rendering';
import { AssetsController } from './assets.controller';
import { HomeCards } from './home-cards';
import { HomeController } from './home.controller';
import { readKeptForm } from './kept-form';
import { LanguageController } from './language.controller';
import { PageErrorFilter } from './page-error.filter';
import { PageInterceptor } from './page.interceptor';
import { Pages } from './pages.service';
import { redirect, view } from './view';

@Controller('console/probe')
class ProbeController {
  @Get('refused')
  refused() {
    return view('console/shell/accessibility', {}, { status: 422 });
  }

  @Get('conflict')
  conflicting() {
    throw conflict('stale-version');
  }

  @Get('broken')
  broken() {
    throw new Error('a secret detail');
  }

  @Post('done')
  done() {
    return redirect('/console/accessibility', { flash: { key: 'shell.signed-out' } });
  }

  @Post('closed')
  closed(@Res({ passthrough: true }) _reply: unknown) {
    throw new AppError('sign-in-required', 401);
  }
}

@Module({
  imports: [
    ConfigModule.forRoot(Object.assign(new Config(), { publicUrl: 'http://localhost' })),
    I18nModule,
    RenderingModule,
  ],
  controllers: [AssetsController, HomeController, LanguageController, ProbeController],
  providers: [
    HomeCards,
    Pages,
    { provide: APP_INTERCEPTOR, useClass: PageInterceptor },
    { provide: APP_FILTER, useClass: PageErrorFilter },
  ],
})
class ProbeModule {}

describe('pages over HTTP', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [ProbeModule] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.register(cookie);
    const server = app.getHttpAdapter().getInstance();
    server.addHook('onRequest', (incoming, _reply, done) => {
      if (incoming.headers['x-role']) {
        incoming.actor = {
          ...anonymousActor(),
          kind: 'user',
          userId: 'u',
          displayName: 'Li Na',
          roles: [String(incoming.headers['x-role'])],
        };
      }
      done();
    });
    await app.init();
    await server.ready();
  });

  afterAll(() => app.close());

  const get = (url: string, headers: Record<string, string> = {}) => request(app.getHttpServer()).get(url).set(headers);
  const post = (url: string, fields: string) => request(app.getHttpServer()).post(url).type('form').send(fields);

  it('greets an anonymous visitor in Chinese with a way to sign in', async () => {
    const answer = await get('/');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.text).toContain('<html lang="zh-CN"');
    expect(answer.text).toContain('href="/console/sign-in"');
  });

  it('shows each role its own navigation and marks the current page', async () => {
    const evaluator = (await get('/console', { 'x-role': 'evaluator' })).text;
    expect(evaluator).toContain('href="/console/evaluations"');
    expect(evaluator).not.toContain('href="/console/households"');
    expect(evaluator).toMatch(/href="\/console" aria-current="page"/);
  });

  it('answers with the status of the page', async () => expect((await get('/console/probe/refused')).status).toBe(422));

  it('redirects with 303 and shows the notice once', async () => {
    const sent = await post('/console/probe/done', '');
    expect([sent.status, sent.headers.location]).toEqual([303, '/console/accessibility']);
    const next = await get('/console/accessibility', {
      cookie: String(sent.headers['set-cookie']).split(';')[0] ?? '',
    });
    expect(next.text).toContain('govuk-notification-banner--success');
    expect(next.headers['set-cookie']).toContainEqual(expect.stringMatching(/^flash=;/));
  });

  it('ignores a notice that is not one of ours', async () => {
    const forged = Buffer.from(JSON.stringify({ key: '<b>' })).toString('base64url');
    expect((await get('/console/accessibility', { cookie: `flash=${forged}` })).text).not.toContain(
      'govuk-notification-banner',
    );
  });

  it('shows errors as pages with a way on, and says nothing of the inside', async () => {
    const missing = await get('/console/nowhere');
    expect(missing.status).toBe(404);
    expect(missing.text).toContain('govuk-heading-l');
    expect((await get('/console/probe/conflict')).status).toBe(409);
    const broken = await get('/console/probe/broken');
    expect(broken.status).toBe(500);
    expect(broken.text).not.toContain('secret detail');
  });

  it('gives machines problem details', async () => {
    const answer = await get('/api/v1/nowhere');
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('keeps a form that was posted after the login had ended', async () => {
    const answer = await post('/console/probe/closed', 'name=Li+Na&tags=a&tags=b&_csrf=x&_key=12345678&_version=3');
    expect(answer.status).toBe(401);
    const kept = /name="kept" value="([^"]+)"/.exec(answer.text)?.[1];
    expect(readKeptForm(kept?.replaceAll('&#x3D;', '='))).toEqual({
      url: '/console/probe/closed',
      fields: [
        ['name', 'Li Na'],
        ['tags', 'a'],
        ['tags', 'b'],
        ['_version', '3'],
      ],
    });
  });

  it('refuses a kept form that would lead elsewhere', () => {
    const text = (url: string) => Buffer.from(JSON.stringify({ url, fields: [] })).toString('base64url');
    expect(['//evil.example/', 'https://evil.example', '/\\evil'].map((url) => readKeptForm(text(url)))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('changes the language and stays on the page, never on another site', async () => {
    const answer = await post('/console/language', 'lang=en&back=%2Fconsole%2Fleads%3Flang%3Dzh%26q%3D1');
    expect([answer.status, answer.headers.location]).toEqual([303, '/console/leads?q=1']);
    expect(String(answer.headers['set-cookie'])).toContain('lang=en');
    expect((await post('/console/language', 'lang=en&back=%2F%2Fevil.example')).headers.location).toBe('/');
  });

  it('marks every page anew, errors too, so that no browser shows an old one on the way back', async () => {
    const marks = await Promise.all(
      ['/', '/', '/console/nowhere', '/console/probe/refused'].map(
        async (path) => /page=[\w-]{12}; Path=\/; HttpOnly/.exec(String((await get(path)).headers['set-cookie']))?.[0],
      ),
    );
    expect(marks).not.toContain(undefined);
    expect(new Set(marks).size).toBe(marks.length);
  });

  it('serves assets for ever from a closed list', async () => {
    const address = /src="(\/assets\/[^"]+start\.js)"/.exec((await get('/')).text)?.[1] ?? '';
    const script = await get(address);
    expect(script.headers['cache-control']).toContain('immutable');
    expect(script.headers['content-type']).toContain('text/javascript');
    expect((await get('/assets/1/package.json')).status).toBe(404);
  });
});
