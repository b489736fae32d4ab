import { AppError } from '../../platform/errors';
import { actorOf, type ActiveAccount, normaliseUsername, type Post } from './account';
import { checkPosts } from './account.policy';

const post = (role: string, changes: Partial<Post> = {}): Post => ({
  role,
  organisationId: null,
  unitId: null,
  districtCode: 'd',
  regionPath: '1/5',
  ...changes,
});
const codes = (posts: Post[]): string[] => {
  try {
    checkPosts(posts);
    return [];
  } catch (error) {
    return (error as AppError).details.fields?.map((field) => field.code) ?? [];
  }
};

describe('posts', () => {
  it.each([
    ['one worker', [post('station-worker')], []],
    ['two roles at one place', [post('station-worker'), post('window-worker')], []],
    ['an administrator of everything', [post('system-administrator', { districtCode: null, regionPath: null })], []],
    ['a dispatcher', [post('dispatcher', { organisationId: 'o' })], []],
    ['none', [], ['role-missing']],
    ['a role of the machine', [post('system')], ['role-unknown']],
    ['an unknown role', [post('king')], ['role-unknown']],
    ['a dispatcher of nobody', [post('dispatcher')], ['role-needs-organisation']],
    ['an officer of a provider (R14)', [post('officer', { organisationId: 'o' })], ['role-without-organisation']],
    ['a worker of nowhere', [post('window-worker', { regionPath: null })], ['role-needs-region']],
    ['the same twice', [post('officer'), post('officer')], ['role-twice']],
    ['two administrators (C2)', [post('system-administrator'), post('audit-administrator')], ['administrator-alone']],
    ['an administrator with cases (C3)', [post('security-administrator'), post('officer')], ['administrator-alone']],
    ['two places', [post('officer'), post('supervisor', { regionPath: '2' })], ['posts-in-two-places']],
  ])('%s', (_, posts, expected) => {
    expect(codes(posts)).toEqual(expected);
  });
});

describe('actorOf', () => {
  const account = (...posts: Post[]): ActiveAccount => ({
    id: 'a',
    displayName: 'A',
    locale: 'en',
    demonstration: false,
    secondFactor: false,
    passwordAgeDays: null,
    posts,
  });

  it('adds up roles and districts of one place only', () => {
    const actor = actorOf(
      account(post('supervisor'), post('supervisor', { districtCode: 'e' }), post('officer', { regionPath: '9' })),
      null,
      'api',
    );
    expect(actor).toMatchObject({ roles: ['supervisor'], districtCodes: ['d', 'e'], regionPath: '1/5' });
  });

  it('is nobody without a post', () => {
    expect(actorOf(account(), null, 'api')).toBeNull();
  });

  it('takes usernames without case and width', () => {
    expect(normaliseUsername('  ＷＡＮＧ.Li ')).toBe('wang.li');
  });
});
