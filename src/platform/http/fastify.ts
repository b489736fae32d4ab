import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config';
import { negotiateLocale } from '../i18n';
import { requestContext } from './request-context';

const MEBIBYTE = 1024 * 1024;

/** The Fastify side of the application; request ids appear in logs, problem details and the record. */
export function createAdapter(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    genReqId: () => randomUUID(),
    trustProxy: config.trustProxy === 'none' ? false : config.trustProxy,
    bodyLimit: MEBIBYTE,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
  });
}

/** Bytes. The answer of a match (130 kB) is pressed in under a millisecond; as a stream, piece by piece, it takes four times as long. */
const COMPRESSED_AT_ONCE = 256 * 1024;

/** Security headers, cookies, uploads, compression and the request context. Call once, before `init`. */
export async function configureHttp(app: NestFastifyApplication, config: Config): Promise<void> {
  const https = config.publicUrl.startsWith('https:');
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        // On plain http in an office network these two would make the pages unreachable.
        upgradeInsecureRequests: https ? [] : null,
      },
    },
    strictTransportSecurity: https,
    crossOriginOpenerPolicy: https,
  });
  await app.register(cookie);
  await app.register(multipart, { limits: { fileSize: 64 * MEBIBYTE, files: 1, fields: 50 } });
  await app.register(compress, { syncThreshold: COMPRESSED_AT_ONCE });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request: FastifyRequest, reply, done) => {
      // Files about people must not stay in shared caches or on shared computers.
      void reply.header('cache-control', 'no-store').header('x-request-id', request.id);
      const query = request.query as { lang?: string };
      const locale = negotiateLocale({
        query: query.lang,
        cookie: request.cookies?.lang,
        acceptLanguage: request.headers['accept-language'],
      });
      const context = {
        requestId: request.id,
        locale,
        method: request.method,
        path: request.url.split('?')[0] ?? '',
        device: request.headers['user-agent']?.replace(/[^ -~]/g, '').slice(0, 200),
      };
      requestContext.run(context, done);
    });
}
