import { Transactions } from '../../../src/platform/database';
import { demonstrationDistrictCode } from '../../../src/reference/regions';
import { systemActor } from '../../../src/trust/access';
import { CreateAccount, InviteColleague, ResetPassword } from '../../../src/trust/accounts';
import { codeOf, SECRET_ON_PAGE } from '../authenticator';
import type { DemonstrationSite } from './demonstration-site';
import type { Look, PageReader } from './page-reader';

const PASSWORD = 'a quiet morning by the river';
const RECOVERY_CODE = /[a-z2-9]{4}(?:-[a-z2-9]{4}){5}/;
const SEND = 'main form button[type="submit"]';

/** Everything between a colleague's invitation and a signed-in page: each state of each page is looked at once. */
export class SignInWalk {
  private constructor(
    private readonly site: DemonstrationSite,
    private readonly look: Look,
    private readonly username: string,
    private readonly reader: PageReader,
  ) {}

  static async begin(site: DemonstrationSite, look: Look): Promise<SignInWalk> {
    return new SignInWalk(site, look, `walker-${look.visit.locale.toLowerCase()}`, await site.stranger(look.visit));
  }

  async walk(): Promise<void> {
    await this.colleague();
    const id = await this.invitation();
    await this.password();
    const secret = await this.enrolment();
    const recovery = await this.recoveryCodes();
    await this.code(secret, recovery);
    await this.endedLogin();
    await this.reset(id);
    await this.reader.close();
  }

  /** Of a provider: the invited person chooses name and password. */
  private async colleague(): Promise<void> {
    const post = { role: 'volunteer', districtCode: demonstrationDistrictCode } as const;
    const { url } = await this.asSystem(() => this.site.app.get(InviteColleague).execute({ post }));
    const path = new URL(url).pathname;
    await this.open(path, 200);
    await this.send({ username: '', password: 'short' }, 422);
    await this.send({ username: `${this.username}-2`, displayName: '新志愿者', password: PASSWORD }, 303);
    await this.open(path, 410);
  }

  private async invitation(): Promise<string> {
    const { app } = this.site;
    const post = { role: 'evaluator', districtCode: demonstrationDistrictCode } as const;
    const order = { username: this.username, displayName: '新同事', locale: this.look.visit.locale, posts: [post] };
    const { id, link } = await this.asSystem(() => app.get(CreateAccount).execute(order));
    await this.open(new URL(link!.url).pathname, 200);
    await this.send({ password: 'short' }, 422);
    await this.send({ password: PASSWORD }, 303);
    return id;
  }

  private async password(): Promise<void> {
    await this.open('/console/sign-in', 200);
    await this.send({}, 422);
    await this.send({ username: this.username, password: 'not this one' }, 401);
    await this.send({ username: this.username, password: PASSWORD }, 303);
  }

  /** @returns the secret */
  private async enrolment(): Promise<string> {
    await this.look.at(this.reader, 200);
    await this.send({ code: '000000' }, 422);
    const [secret = ''] = SECRET_ON_PAGE.exec(await this.words()) ?? [];
    await this.send({ code: codeOf(secret) }, 200);
    return secret;
  }

  /** @returns one of the codes */
  private async recoveryCodes(): Promise<string> {
    await this.open('/console/account', 200);
    await this.open('/console/second-factor?next=/console/account', 200);
    await this.send({ current: 'not this one', code: '000000' }, 422);
    await this.open('/console/recovery-codes', 200);
    await this.send({ current: 'not this one' }, 422);
    await this.send({ current: PASSWORD }, 200);
    return RECOVERY_CODE.exec(await this.words())?.[0] ?? '';
  }

  private async code(secret: string, recovery: string): Promise<void> {
    await this.signOut();
    await this.open('/console/sign-in', 200);
    await this.send({ username: this.username, password: PASSWORD }, 200);
    await this.send({ code: '' }, 422);
    await this.send({ code: '000000' }, 401);
    await this.reader.page.locator('main details summary').click();
    await this.send({ recovery: 'aaaa-aaaa-aaaa-aaaa' }, 401);
    // The code of now was used at the enrolment; the next one counts as well.
    await this.send({ recovery: '', code: codeOf(secret, 1) }, 303);
    await this.signOut();
    await this.open('/console/sign-in', 200);
    await this.send({ username: this.username, password: PASSWORD }, 200);
    await this.reader.page.locator('main details summary').click();
    await this.send({ recovery }, 303);
  }

  /** A form sent after the login has ended waits behind the sign-in. */
  private async endedLogin(): Promise<void> {
    await this.open('/console/account', 200);
    await this.reader.page.context().clearCookies();
    await this.reader.speak(this.look.visit.locale);
    await this.send({ current: PASSWORD, password: 'x' }, 401);
  }

  private async reset(id: string): Promise<void> {
    const { url } = await this.asSystem(() => this.site.app.get(ResetPassword).issue(id));
    const path = new URL(url).pathname;
    await this.open(path, 200);
    await this.send({ password: 'short' }, 422);
    await this.send({ password: `${PASSWORD} again` }, 303);
    await this.open(path, 410);
  }

  private asSystem<T>(work: () => Promise<T>): Promise<T> {
    return this.site.app.get(Transactions).runApart(systemActor(demonstrationDistrictCode, 'test'), work);
  }

  private async open(path: string, status: number): Promise<void> {
    await this.look.at(this.reader, status, await this.reader.open(path));
  }

  /** Fills in, sends, and looks at what is shown again; 303 is not looked at, its page has its turn elsewhere. */
  private async send(values: Record<string, string>, status: number): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      const field = this.reader.page.locator(`main [name="${name}"]:not([type="hidden"])`).first();
      await field.fill(value);
    }
    const answer = await this.reader.press(SEND);
    if (status === 303) return this.look.expect(this.reader, answer, 200);
    await this.look.at(this.reader, status, answer);
  }

  private async signOut(): Promise<void> {
    await this.reader.press('form[action="/console/sign-out"] button');
  }

  private words(): Promise<string> {
    return this.reader.page.locator('main').innerText();
  }
}
