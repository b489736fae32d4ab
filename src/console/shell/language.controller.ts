import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Config } from '../../platform/config';
import { Open, OwnTransaction } from '../../platform/http';
import { defaultLocale, supportedLocale } from '../../platform/i18n';
import { ownAddress } from './page-locale';
import { type Redirect, redirect } from './view';

const YEAR_SECONDS = 31_536_000;

/** Remembers the language in this browser. The account's own setting is that of the messages it gets. */
@ApiExcludeController()
@Controller('console/language')
@Open()
@OwnTransaction()
export class LanguageController {
  constructor(private readonly config: Config) {}

  @Post()
  change(
    @Body() body: { lang?: unknown; back?: unknown } | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Redirect {
    const lang = supportedLocale(typeof body?.lang === 'string' ? body.lang : null) ?? defaultLocale;
    const secure = this.config.publicUrl.startsWith('https:');
    void reply.setCookie('lang', lang, { path: '/', sameSite: 'lax', httpOnly: true, secure, maxAge: YEAR_SECONDS });
    return redirect(withoutLanguage(ownAddress(body?.back, '/')));
  }
}

/** `?lang=` in the address is stronger than the cookie and would undo the choice. */
function withoutLanguage(address: string): string {
  const url = new URL(address, 'http://local');
  url.searchParams.delete('lang');
  return `${url.pathname}${url.search}`;
}
