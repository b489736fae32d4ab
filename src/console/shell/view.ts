/** A page to be rendered: the name of a template below `templates/` and its plain model. */
export class View {
  constructor(
    readonly template: string,
    readonly model: object,
    readonly options: ViewOptions = {},
  ) {}
}

export interface ViewOptions {
  /** HTTP status; 200 when left out. */
  status?: number;
  /** Text key of the page's title; when left out it is `<room>.<page>.title`, made from the template's name. */
  title?: string;
  /** Parameters of the title's text. */
  titleParams?: Record<string, string | number>;
  /** Title that is data, such as a name, instead of a text. */
  titleText?: string;
  /** Layout template; when left out `household/layout` below /h and /p, else `console/layout`. */
  layout?: string;
  /** Where loading an answer to a form once more leads, since it can be shown only once. */
  again?: string;
  /** Trail above the title, from far to near; the texts are already in the reader's language (names) or keys. */
  breadcrumbs?: PageLink[];
}

/** A link in a page; `text` is shown as it is, `key` is looked up in the texts. */
export interface PageLink {
  href: string;
  key?: string;
  text?: string;
}

/** An answer that sends the browser on with 303; the flash message is shown once, on the next page. */
export class Redirect {
  constructor(
    readonly url: string,
    readonly options: RedirectOptions = {},
  ) {}
}

export interface RedirectOptions {
  flash?: Flash;
}

/** A notice for the next page: a text key and its parameters (shown escaped; no personal data). */
export interface Flash {
  key: string;
  params?: Record<string, string | number>;
  kind?: 'success' | 'notice';
}

/** Renders `templates/<template>.hbs` in the console's layout, in the reader's language. */
export const view = (template: string, model: object, options?: ViewOptions) => new View(template, model, options);

/** Sends the browser to `url` (same site) after a POST. */
export const redirect = (url: string, options?: RedirectOptions) => new Redirect(url, options);
