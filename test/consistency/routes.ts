import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { join } from 'node:path';
import { z } from 'zod';
import { OPEN_ROUTE } from '../../src/platform/http';
import { PERMISSION_OF_ROUTE } from '../../src/trust/access';
import { ROOT, filesBelow } from './source-tree';

export interface Route {
  /** `GET /api/v1/households/:id` */
  name: string;
  method: string;
  path: string;
  /** `HouseholdsController.read` */
  handler: string;
  open: boolean;
  permission: string | null;
  ownTransaction: boolean;
  /** Shape of a good answer, where the route says it. */
  answers: z.ZodType | null;
}

type Controller = new (...parts: never[]) => object;

/** Every route of every controller in src, wired into a module or not, from what its decorators say. */
export function allRoutes(): Route[] {
  const files = filesBelow('src').filter((file) => file.endsWith('.controller.ts'));
  const exported = files.flatMap((file) => Object.values(require(join(ROOT, file)) as Record<string, unknown>));
  return [...new Set(exported.filter(isController))].flatMap(routesOf);
}

function isController(value: unknown): value is Controller {
  return typeof value === 'function' && Reflect.hasMetadata(PATH_METADATA, value);
}

function routesOf(controller: Controller): Route[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((key) => {
    const handler = key === 'constructor' ? undefined : prototype[key];
    const method = typeof handler === 'function' ? Reflect.getMetadata(METHOD_METADATA, handler) : undefined;
    if (typeof handler !== 'function' || method === undefined) return [];
    const tag = (name: string): unknown => Reflect.getMetadata(name, handler) ?? Reflect.getMetadata(name, controller);
    const paths = list(Reflect.getMetadata(PATH_METADATA, controller)).flatMap((start) =>
      list(Reflect.getMetadata(PATH_METADATA, handler)).map((end) => joined(start, end)),
    );
    return paths.map((path) => ({
      name: `${RequestMethod[method]} ${path}`,
      method: RequestMethod[method] ?? '',
      path,
      handler: `${controller.name}.${key}`,
      open: tag(OPEN_ROUTE) === true,
      permission: (tag(PERMISSION_OF_ROUTE) as string | undefined) ?? null,
      ownTransaction: tag('http:own-transaction') === true,
      answers: answerOf(Reflect.getMetadata('swagger/apiResponse', handler)),
    }));
  });
}

function answerOf(responses: unknown): z.ZodType | null {
  const all = Object.values((responses ?? {}) as Record<string, { standardSchema?: unknown }>);
  return all.map(({ standardSchema }) => standardSchema).find((schema) => schema instanceof z.ZodType) ?? null;
}

function list(paths: unknown): string[] {
  return Array.isArray(paths) ? paths.map(String) : [String(paths ?? '')];
}

function joined(start: string, end: string): string {
  return `/${start}/${end}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
}
