import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import Handlebars from 'handlebars';
import { projectRoot } from '../database';
import { type Locale, Texts } from '../i18n';
import { templateHelpers } from './template-functions';
import { readTemplates, type TemplateFile } from './template-files';

export interface RenderOptions {
  locale: Locale;
  /** Layout template; it gets `layoutModel` and the rendered page as `body`. */
  layout?: string;
  layoutModel?: object;
  /** Secret that every form of the page carries. */
  csrf?: string;
  /** Answers `{{#if (may "households:write")}}`: whether the reader has a permission; without it nobody has any. */
  may?: (permission: string) => boolean;
}

/** A page could not be made: the message names the template and what is missing in its model. */
export class TemplateError extends Error {}

/**
 * Handlebars in strict mode over `templates/`: a variable that the model does not have is an error, partials see only
 * what they are given. Compiled when first used; `check` has a broken one stop the start of the product. `*.txt.hbs` are
 * messages and are not escaped.
 */
@Injectable()
export class Templates {
  private readonly engine = Handlebars.create();
  private compiled = new Map<string, HandlebarsTemplateDelegate>();
  private sources = new Map<string, TemplateFile>();

  constructor(private readonly texts: Texts) {
    this.engine.registerHelper(templateHelpers(texts));
    this.load(join(projectRoot(), 'templates'));
  }

  /** Replaces all templates by those below `folder`. */
  load(folder: string): void {
    this.sources = new Map(readTemplates(folder).map((file) => [file.name, file]));
    this.compiled = new Map();
    for (const { name, source, plain } of this.sources.values()) {
      const template = this.engine.compile<unknown>(source, this.options(plain));
      this.compiled.set(name, template);
      this.engine.registerPartial(name, template);
      if (name.startsWith('partials/')) this.engine.registerPartial(name.slice('partials/'.length), template);
    }
  }

  /** Compiles every template and parses every text now. @throws TemplateError for a broken template, Error for a text */
  check(): void {
    this.texts.check();
    for (const { name, source, plain } of this.sources.values())
      naming(name, () => this.engine.precompile(source, this.options(plain)));
  }

  /** The text of template `name` for a plain model. @throws TemplateError when the model lacks a value */
  render(name: string, model: object, options: RenderOptions): string {
    const data = { locale: options.locale, csrf: options.csrf ?? '', may: options.may ?? (() => false) };
    const page = this.run(name, model, data);
    if (!options.layout) return page;
    return this.run(options.layout, { ...options.layoutModel, body: page }, data);
  }

  has(name: string): boolean {
    return this.compiled.has(name);
  }

  /** Names of all templates. */
  names(): string[] {
    return [...this.compiled.keys()];
  }

  private run(name: string, model: object, data: object): string {
    const template = this.compiled.get(name);
    if (!template) throw new TemplateError(`There is no template ${name}`);
    return naming(name, () => template(model, { data }));
  }

  private options(plain: boolean) {
    const knownHelpers = Object.fromEntries(Object.keys(this.engine.helpers).map((name) => [name, true]));
    return {
      ...{ strict: true, explicitPartialContext: true, knownHelpers, knownHelpersOnly: true },
      // The place of a partial in its template must not put spaces into a text area.
      preventIndent: true,
      noEscape: plain,
    };
  }
}

/** @throws TemplateError that names the template for whatever `work` throws */
function naming<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new TemplateError(`Template ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
