import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { notFound } from '../../platform/errors';
import { Open, OwnTransaction } from '../../platform/http';
import { ownFile, ownFiles, packageFiles } from './assets';

const TYPES: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

/** Style sheet, scripts and icon, from a closed list; the version in the address lets browsers keep them for ever. */
@ApiExcludeController()
@Controller('assets')
@Open()
@OwnTransaction()
export class AssetsController {
  @Get(':version/:file')
  async file(@Param('file') name: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const path = packageFiles[name] ?? (ownFiles.includes(name) ? ownFile(name) : undefined);
    if (!path || !existsSync(path)) throw notFound();
    void reply.header('cache-control', 'public, max-age=31536000, immutable');
    return new StreamableFile(await readFile(path), {
      type: `${TYPES[extname(name)] ?? 'application/octet-stream'}; charset=utf-8`,
    });
  }
}
