import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Validator } from '@seriousme/openapi-schema-validator';
import { AppModule } from '../../src/app.module';
import { loadConfig } from '../../src/platform/config';
import { createAdapter, openApiDocument } from '../../src/platform/http';
import { allRoutes } from './routes';

const FILE = join(__dirname, 'openapi.json');

interface Schema {
  $ref?: string;
  properties?: Record<string, unknown>;
}
interface Operation {
  operationId: string;
  parameters?: Array<{ name?: string; $ref?: string }>;
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}
interface Document {
  paths: Record<string, Partial<Record<'get' | 'post' | 'patch' | 'delete', Operation>>>;
  components: { schemas: Record<string, Schema> };
}
const refersTo = (name: string) => (parameter: { $ref?: string }) => parameter.$ref?.endsWith(`/${name}`) ?? false;

const referralActs =
  'consent,send,accept,decline,hold,resume,forward,recall,schedule,start,complete,stop,confirm,dispute,resolve,close';
/** Section 5 of the design, without what comes with later parts of the product. */
const DESIGN_ROUTES = [
  ...['POST /sessions', 'GET /me', 'GET /leads', 'POST /leads', 'POST /leads/{id}/triage'],
  ...['GET /households', 'POST /households', 'GET /households/{id}', 'PATCH /households/{id}'],
  ...[
    'members',
    'timeline',
    'file',
    'consents',
    'economy',
    'entitlements',
    'classifications',
    'assessments',
    'needs',
  ].map((part) => `GET /households/{id}/${part}`),
  ...['members', 'consents', 'economy', 'entitlements', 'classifications', 'assessments', 'needs', 'matches'].map(
    (part) => `POST /households/{id}/${part}`,
  ),
  ...['POST /consents/{id}/withdraw', 'POST /classifications/{id}/confirm', 'GET /instruments', 'GET /policy-packs'],
  ...['providers', 'offerings', 'contracts', 'funds', 'plans', 'referrals'].flatMap((name) => [
    ...[`GET /${name}`, `POST /${name}`, `GET /${name}/{id}`],
  ]),
  ...[
    'GET /offerings/{id}/capacity',
    'POST /offerings/{id}/capacity',
    'GET /plans/{id}/menu',
    'POST /plans/{id}/confirm',
  ],
  ...referralActs.split(',').map((act) => `POST /referrals/{id}/${act}`),
  ...['GET /referrals/{id}/deliveries', 'POST /referrals/{id}/deliveries', 'GET /evaluations', 'GET /gaps'],
  ...['GET /notifications', 'GET /audit-events'],
];

/** Lists that are bounded by one household, one referral, one case, one provider, or by what ships with the product. */
const BOUNDED = new Set(
  [
    ...['members', 'cases', 'consents', 'duplicates', 'economy', 'entitlements', 'classifications', 'assessments'].map(
      (part) => `households/{id}/${part}`,
    ),
    ...[
      'households/{id}/needs',
      'households/{id}/scale-choices',
      'households/{id}/waiting-list',
      'assessments/{id}/photos',
      'households/{id}/assessment-trends',
      'households/{id}/empowerment',
      'households/{id}/obligors',
      'households/{id}/clocks',
      'households/{id}/applications',
      'households/{id}/support-files',
      'households/{id}/rechecks',
      'households/{id}/regroupings',
      'households/{id}/protected-team',
      'households/{id}/guardian-bars',
      'households/{id}/shared',
      'access-terms',
      'check-departments',
      'department-orders/waiting',
      'batch-prints/papers',
      'accounts/{id}/posts',
      'approvals/{id}/readings',
      'me/api-keys',
      'me/sessions',
      'households/{id}/evaluations',
      'cases/{id}/handovers',
      'providers/{provider}/credentials',
    ],
    ...['allocations/{id}/coverage', 'referrals/{id}/deliveries', 'referrals/{id}/log', 'gaps/summary'],
    ...['second-looks/shares', 'service-times'],
    ...['instruments', 'policy-packs', 'regions', 'taxonomy'],
  ].map((path) => `/api/v1/${path}`),
);

/** Nothing is constructed and no database opened: the routes and their schemas are enough. */
async function generate(): Promise<object> {
  const config = loadConfig({ LOG_LEVEL: 'silent' });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(config, 'postgres://nobody@localhost/none'),
    createAdapter(config),
    { preview: true, logger: false, abortOnError: false },
  );
  return JSON.parse(JSON.stringify(openApiDocument(app))) as object;
}

/** Paths and schemas by name, to say which of them differ. */
function partsOf(text: string): Record<string, string> {
  const { paths, components } = JSON.parse(text) as { paths: object; components: { schemas: object } };
  const parts = Object.entries({ ...paths, ...components.schemas });
  return Object.fromEntries(parts.map(([name, part]) => [name, JSON.stringify(part)]));
}

describe('openapi.json', () => {
  let text: string;
  beforeAll(async () => {
    text = `${JSON.stringify(await generate(), null, 1)}\n`;
    if (process.env.UPDATE_OPENAPI) writeFileSync(FILE, text);
  });

  it('is what the schemas say; `npm run openapi` writes it', () => {
    const kept = readFileSync(FILE, 'utf8');
    const [wanted, found] = [text, kept].map(partsOf);
    const names = new Set([...Object.keys(wanted ?? {}), ...Object.keys(found ?? {})]);
    expect([...names].filter((name) => wanted?.[name] !== found?.[name])).toEqual([]);
    expect(text === kept).toBe(true);
  });

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(text) as Record<string, unknown>)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('has the routes that the design names, as far as they are built', () => {
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, object>> };
    const missing = DESIGN_ROUTES.filter((route) => {
      const [method = '', path = ''] = route.split(' ');
      return paths[`/api/v1${path}`]?.[method.toLowerCase()] === undefined;
    });
    expect(missing).toEqual([]);
  });

  it('pages every list that grows with the district by limit and after', () => {
    const { paths, components } = JSON.parse(text) as Document;
    const unpaged = Object.entries(paths).flatMap(([path, { get }]) => {
      const schema = get?.responses['200']?.content?.['application/json']?.schema;
      const name = schema?.$ref?.split('/').pop();
      const shape = name ? components.schemas[name] : schema;
      const list = shape?.properties?.items !== undefined && shape.properties.id === undefined;
      const parameters = get?.parameters?.map((parameter) => parameter.name) ?? [];
      const paged = shape?.properties?.next && parameters.includes('limit') && parameters.includes('after');
      return list && !paged && !BOUNDED.has(path) ? [path] : [];
    });
    expect(unpaged).toEqual([]);
  });

  it('has one operation id, the headers and the problems for each operation', () => {
    const { paths } = JSON.parse(text) as Document;
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation! })),
    );
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    const withKey = operations.filter(({ parameters }) => parameters?.some(refersTo('IdempotencyKey')));
    const posts = allRoutes().filter((r) => r.method === 'POST' && r.path.startsWith('/api/v1/') && !r.ownTransaction);
    expect(withKey.length).toBe(posts.length);
    const withoutProblem = operations.filter(({ method, path, responses }) => {
      const wanted = [...(path.includes('{') ? ['404'] : []), ...(method === 'get' ? [] : ['409'])];
      return wanted.some((status) => responses[status] === undefined);
    });
    expect(withoutProblem.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('has every route of the API', () => {
    const { paths } = JSON.parse(text) as { paths: Record<string, object> };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, ':')}`),
    );
    const routes = allRoutes().filter(({ path }) => path.startsWith('/api/v1/'));
    const names = routes.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`);
    expect(described.sort()).toEqual(names.sort());
  });
});
