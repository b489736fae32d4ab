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
