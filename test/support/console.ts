import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { TestApp } from './app';
import { codeOf, SECRET_ON_PAGE } from './authenticator';
import { PASSWORD } from './district';
import { rememberSecret, rememberSecrets } from './log-fence';

/** A person at the console without script: keeps the cookies, reads a form's hidden fields before sending it. */
export class ConsoleVisitor {
  private readonly agent: ReturnType<typeof request.agent>;
  private secret: string | undefined;
  private language = 'zh-CN';

  constructor(private readonly app: TestApp) {
    this.agent = request.agent(app.app.getHttpServer());
  }

  get(path: string): request.Test {
    return this.agent.get(path);
  }

  /** Opens `page`, takes the hidden fields of its form with that action, and posts them with `fields`. */
  async submit(
    page: string,
    action: string,
    fields: Record<string, string | string[]> = {},
  ): Promise<request.Response> {
    const shown = await this.get(page);
    if (shown.status !== 200) throw new Error(`${page} answered ${shown.status}`);
    return this.send(shown.text, action, fields);
  }

  /** Posts the form with `action` of a page that is already at hand. */
  async send(html: string, action: string, fields: Record<string, string | string[]> = {}): Promise<request.Response> {
    const form = html.split('<form').find((part) => part.includes(`action="${action}"`));
    if (!form) throw new Error(`No form with action ${action}`);
    const hidden = [...form.split('</form>')[0]!.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const known = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, unescape(value)]));
    rememberSecret('_csrf', known['_csrf'] ?? '');
    rememberSecrets(fields);
    return this.agent
      .post(action)
      .type('form')
      .send({ ...known, ...fields });
  }

  /** Posts a form's body exactly as it is given, with the secret of the session. */
  async postRaw(action: string, body: string): Promise<request.Response> {
    this.secret ??= /name="_csrf" value="([^"]*)"/.exec((await this.get('/console')).text)?.[1] ?? '';
    const secret = encodeURIComponent(unescape(this.secret));
    return this.agent.post(action).type('form').send(`_csrf=${secret}&_key=${randomUUID()}&${body}`);
  }

  /** Opens `page` and sends its upload form; the address of such a form carries the hidden fields. */
  async upload(
    page: string,
    file: { name: string; content: string | Buffer },
    fields: Record<string, string> = {},
  ): Promise<request.Response> {
    const { text } = await this.get(page);
    const [, action = ''] = /<form[^>]*action="([^"]+)"[^>]*enctype="multipart/.exec(text) ?? [];
    const call = this.agent.post(unescape(action));
    for (const [name, value] of Object.entries(fields)) void call.field(name, value);
    return call.attach('file', Buffer.from(file.content as string), file.name);
  }

  async signIn(username: string, password = PASSWORD): Promise<this> {
    const answer = await this.submit('/console/sign-in', '/console/sign-in', { username, password });
    if (answer.status !== 303) throw new Error(`Sign-in answered ${answer.status}: ${answer.text.slice(0, 400)}`);
    return this;
  }

  /** Chooses the language of the pages; after signing in it is the account's own. */
  async speak(lang: string): Promise<this> {
    if (lang === this.language) return this;
    const page = (await this.get('/console')).status === 200 ? '/console' : '/console/sign-in';
    const answer = await this.submit(page, '/console/language', { lang });
    if (answer.status !== 303) throw new Error(`The language answered ${answer.status}`);
    this.language = lang;
    return this;
  }

  /** Sets up the authenticator that a new account has to have. @returns its secret */
  async enrol(): Promise<string> {
    const shown = await this.get('/console/second-factor');
    const [secret = ''] = SECRET_ON_PAGE.exec(shown.text) ?? [];
    const answer = await this.send(shown.text, '/console/second-factor', { code: codeOf(secret) });
    if (answer.status !== 200) throw new Error(`Enrolment answered ${answer.status}: ${answer.text.slice(0, 400)}`);
    return secret;
  }
}

const unescape = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#x3D;', '=')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
