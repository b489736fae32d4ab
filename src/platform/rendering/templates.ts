import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import Handlebars from 'handlebars';
import { projectRoot } from '../database';
import { type Locale, Texts } from '../i18n';
import { templateHelpers } from './template-functions';
import { readTemplates } from './template-files';

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
 * what they are given, an unknown helper or partial stops the start. `*.txt.hbs` are messages and are not escaped.
 */
@Injectable()
export class Templates {
  private readonly engine = Handlebars.create();
  private compiled = new Map<string, HandlebarsTemplateDelegate>();

  constructor(texts: Texts) {
    this.engine.registerHelper(templateHelpers(texts));
    this.load(join(projectRoot(), 'templates'));
  }

  /** Replaces all templates by those below `folder`. @throws TemplateError for a broken one */
  load(folder: string): void {
    const knownHelpers = Object.fromEntries(Object.keys(this.engine.helpers).map((name) => [name, true]));
    const options = {
      ...{ strict: true, explicitPartialContext: true, knownHelpers, knownHelpersOnly: true },
      // The place of a partial in its template must not put spaces into a text area.
      preventIndent: true,
    };
    this.compiled = new Map();
    for (const { name, source, plain } of readTemplates(folder)) {
      try {
        this.engine.precompile(source, { ...options, noEscape: plain });
      } catch (error) {
        throw new TemplateError(`Template ${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
      const template = this.engine.compile<unknown>(source, { ...options, noEscape: plain });
      this.compiled.set(name, template);
      this.engine.registerPartial(name, template);
      if (name.startsWith('partials/')) this.engine.registerPartial(name.slice('partials/'.length), template);
    }
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
    try {
      return template(model, { data });
    } catch (error) {
      throw new TemplateError(`Template ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
