import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Config } from '../../platform/config';
import { Open, OwnTransaction } from '../../platform/http';
import { defaultLocale, supportedLocale } from '../../platform/i18n';
import { ownAddress } from './page-locale';
import { type Redirect, redirect } from './view';

const YEAR_SECONDS = 31_536_000;

/** How a browser remembers the language; at sign-in that of the account. */
export function languageCookie(config: Config, wanted: string) {
  const secure = config.publicUrl.startsWith('https:');
  const lang = supportedLocale(wanted) ?? defaultLocale;
  return { lang, cookie: { path: '/', sameSite: 'lax', httpOnly: true, secure, maxAge: YEAR_SECONDS } as const };
}

/** Remembers the language in this browser, until the next sign-in brings the account's own. */
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
    void reply.setCookie('lang', lang, languageCookie(this.config, lang).cookie);
    return redirect(withoutLanguage(ownAddress(body?.back, '/')));
  }
}

/** `?lang=` in the address is stronger than the cookie and would undo the choice. */
function withoutLanguage(address: string): string {
  const url = new URL(address, 'http://local');
  url.searchParams.delete('lang');
  return `${url.pathname}${url.search}`;
}
