import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../platform/config';
import { formatTime, type Locale, locales, Texts } from '../../platform/i18n';
import { Templates } from '../../platform/rendering';
import { allows, type Permission, PERMISSIONS } from '../../trust/access';
import { assetsBase } from './assets';
import { takeFlash } from './flash';
import { navigationFor } from './navigation';
import { currentAddress, pageLocale } from './page-locale';
import { markPage } from './page-mark';
import type { PageLink, View } from './view';

/** Turns a View into HTML: layout, navigation of the reader's roles, language, notice, form secret. */
@Injectable()
export class Pages {
  constructor(
    private readonly templates: Templates,
    private readonly texts: Texts,
    private readonly config: Config,
  ) {}

  render(page: View, request: FastifyRequest, reply: FastifyReply): string {
    const locale = pageLocale();
    const layout = page.options.layout ?? layoutFor(request.url);
    void reply.header('content-type', 'text/html; charset=utf-8').header('content-language', locale);
    const layoutModel = this.layoutModel(page, request, reply, locale);
    markPage(reply, this.config.publicUrl.startsWith('https:'));
    const may = mayOf(request.actor?.roles ?? []);
    return this.templates.render(page.template, page.model, { locale, layout, layoutModel, csrf: request.csrf, may });
  }

  private layoutModel(page: View, request: FastifyRequest, reply: FastifyReply, locale: Locale): object {
    const { actor } = request;
    const user = actor?.kind === 'user' ? { name: actor.displayName, role: this.roleOf(actor.roles, locale) } : null;
    const flash = takeFlash(request, reply);
    const back = currentAddress(request);
    // Nothing is open before second factor and password are set up, so nothing is offered.
    const roles = request.secondFactor === 'missing' || request.passwordTooOld ? [] : (actor?.roles ?? []);
    const nav = navigationFor(roles, back.split('?')[0] ?? '/');
    return {
      lang: locale,
      title:
        page.options.titleText ??
        this.texts.t(locale, page.options.title ?? titleKey(page.template), page.options.titleParams),
      hasErrors: page.options.status === 422,
      assets: assetsBase,
      home: user ? '/console' : '/',
      languages: locales.map((code) => ({
        code,
        name: this.texts.t(code, 'shell.language-name'),
        current: code === locale,
      })),
      back,
      user,
      search: allows(roles, 'households:read'),
      districts: request.districts !== undefined,
      nav: nav.map((link) => ({ ...link, text: this.texts.t(locale, `shell.areas.${link.key}`) })),
      flash:
        flash && this.texts.has(flash.key)
          ? { text: this.texts.t(locale, flash.key, flash.params), success: flash.kind !== 'notice' }
          : null,
      breadcrumbs: (page.options.breadcrumbs ?? []).map((link) => ({
        href: link.href,
        text: this.linkText(link, locale),
      })),
      demonstration: this.config.demo,
      household: /^\/h(\/|\?|$)/.test(request.url),
      sessionEnds: this.sessionEnds(request, locale),
      withoutSecondFactor: request.secondFactor === 'exempt',
    };
  }

  /** Said before it happens (ASVS 5.0 7.3); the server counts, so it holds without script. */
  private sessionEnds({ actor, sessionEnds }: FastifyRequest, locale: Locale): string | null {
    if (actor?.kind !== 'user' || !sessionEnds) return null;
    const total = formatTime(locale, sessionEnds.total);
    const idle = formatTime(locale, sessionEnds.idle < sessionEnds.total ? sessionEnds.idle : sessionEnds.total);
    return this.texts.t(locale, 'access.session-ends', { idle, total });
  }

  private linkText(link: PageLink, locale: Locale): string {
    return link.text ?? (link.key ? this.texts.t(locale, link.key) : link.href);
  }

  private roleOf(roles: readonly string[], locale: Locale): string {
    return roles.map((role) => this.texts.t(locale, `shell.roles.${role}`)).join(' · ');
  }
}

/** The same table that opens routes. @throws Error for a permission that does not exist: a slip in a template */
const mayOf = (roles: readonly string[]) => (permission: string) => {
  if (!(permission in PERMISSIONS)) throw new Error(`There is no permission ${permission}`);
  return allows(roles, permission as Permission);
};

/** `console/people/edit-household` → `people.edit-household.title`. */
const titleKey = (template: string) => `${template.split('/').slice(-2).join('.')}.title`;

/** Pages of households and one-time links have the large type and no navigation. */
const layoutFor = (url: string) => (/^\/[hp](\/|\?|$)/.test(url) ? 'household/layout' : 'console/layout');
