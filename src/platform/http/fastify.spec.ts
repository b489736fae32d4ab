import { Controller, Get, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyRequest } from 'fastify';
import { Config, ConfigurationError, loadConfig } from '../config';
import { configureHttp, createAdapter } from './fastify';
import { SecurityTextController } from './security-text.controller';
import { sessionCookie } from './session-cookie';

@Controller('probe')
class Probe {
  @Get()
  tell(@Req() request: FastifyRequest): object {
    return { address: request.ip, protocol: request.protocol };
  }
}

const YEAR_SECONDS = 31_536_000;
const PROXY = '10.0.0.7';
const STRANGER = '203.0.113.9';
const settings = (given: Partial<Config>): Config => Object.assign(new Config(), given);

describe('the HTTP side', () => {
  const open: NestFastifyApplication[] = [];
  afterEach(() => Promise.all(open.splice(0).map((app) => app.close())));

  const serve = async (config: Config): Promise<NestFastifyApplication> => {
    const providers = [{ provide: Config, useValue: config }];
    const module = await Test.createTestingModule({
      controllers: [Probe, SecurityTextController],
      providers,
    }).compile();
    const app = module.createNestApplication<NestFastifyApplication>(createAdapter(config), { logger: false });
    open.push(app);
    await configureHttp(app, config);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return app;
  };
  const headers = { 'x-forwarded-for': `198.51.100.1, ${STRANGER}`, 'x-forwarded-proto': 'https' };
  const seen = async (trustProxy: string, remoteAddress: string): Promise<object> =>
    (await (await serve(settings({ trustProxy }))).inject({ url: '/probe', remoteAddress, headers })).json();

  it('believes the address that a listed proxy names, and nobody else (ASVS 5.0 4.1.3, 15.3.4)', async () => {
    expect(await seen('none', PROXY)).toEqual({ address: PROXY, protocol: 'http' });
    expect(await seen('10.0.0.0/8', STRANGER)).toEqual({ address: STRANGER, protocol: 'http' });
    // The proxy adds the last one; what stands before it the stranger may have written.
    expect(await seen('10.0.0.0/8', PROXY)).toEqual({ address: STRANGER, protocol: 'https' });
  });

  it('binds browsers to https for a year, and the session to this host, where it is reached by https', async () => {
    const https = settings({ publicUrl: 'https://yuanlian.example' });
    const answer = await (await serve(https)).inject('/probe');
    const [, seconds, rest] = /^max-age=(\d+)(.*)$/.exec(String(answer.headers['strict-transport-security'])) ?? [];
    expect(Number(seconds)).toBeGreaterThanOrEqual(YEAR_SECONDS);
    expect(rest).toContain('includeSubDomains');
    expect(answer.headers['content-security-policy']).toContain('upgrade-insecure-requests');
    expect(sessionCookie(https)).toMatchObject({ name: '__Host-session', options: { secure: true, path: '/' } });
    const plain = await (await serve(settings({ publicUrl: 'http://office:3000' }))).inject('/probe');
    expect(plain.headers['strict-transport-security']).toBeUndefined();
  });

  it('names whom to tell of a hole where the operator has said so (RFC 9116)', async () => {
    const address = '/.well-known/security.txt';
    const named = loadConfig({
      SECURITY_CONTACT: 'mailto:holes@yuanlian.example',
      PUBLIC_URL: 'https://yuanlian.example',
    });
    const answer = await (await serve(named)).inject(address);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    const lines = new Map(
      answer.body
        .trim()
        .split('\n')
        .map((line) => line.split(': ') as [string, string]),
    );
    expect(lines.get('Contact')).toBe('mailto:holes@yuanlian.example');
    expect(lines.get('Canonical')).toBe(`https://yuanlian.example${address}`);
    expect(Date.parse(lines.get('Expires') ?? '')).toBeGreaterThan(Date.now());
    for (const wrong of ['holes@yuanlian.example', 'mailto:a\nExpires: never'])
      expect(() => loadConfig({ SECURITY_CONTACT: wrong })).toThrow(ConfigurationError);
  });

  it('lets no other origin read, and echoes no request (ASVS 5.0 3.4.2, 13.4.4)', async () => {
    const app = await serve(settings({}));
    const foreign = await app.inject({ url: '/probe', headers: { origin: 'https://elsewhere.example' } });
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    expect(foreign.headers['content-type']).toBe('application/json; charset=utf-8');
    expect((await app.inject({ method: 'TRACE' as never, url: '/probe' })).statusCode).toBe(404);
  });
});
