import { PERMISSIONS } from '../../src/trust/access';
import openRoutes from './open-routes.json';
import { allRoutes } from './routes';

/** Reading routes without the read-only transaction of the request, and why they may do without. */
const READ_WITHOUT_TRANSACTION: Record<string, string> = {
  HealthController: 'answers while the database is away',
  AssetsController: 'files only',
  SignInController: 'there is no actor yet',
  LanguageController: 'sets a cookie only',
  SecurityTextController: 'a setting only',
};

const routes = allRoutes();

describe('routes', () => {
  it('are found', () => {
    expect(routes.length).toBeGreaterThan(0);
  });

  it('have a permission of the closed list, or are open, and not both', () => {
    const undecided = routes.filter(({ open, permission }) => open === (permission !== null));
    expect(undecided.map(({ name, handler }) => `${name} (${handler})`)).toEqual([]);
    expect(routes.filter(({ permission }) => permission && !(permission in PERMISSIONS))).toEqual([]);
  });

  it('are open only with a reason in open-routes.json', () => {
    const open = routes.filter((route) => route.open).map(({ name }) => name);
    expect(open.sort()).toEqual(Object.keys(openRoutes).sort());
    expect(Object.values(openRoutes).filter((reason) => reason.trim() === '')).toEqual([]);
  });

  it('do not answer twice', () => {
    const names = routes.map(({ name }) => name.replace(/:\w+/g, ':'));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('read in a read-only transaction', () => {
    const alone = routes.filter(({ method, ownTransaction }) => method === 'GET' && ownTransaction);
    const strangers = alone.filter(({ handler }) => !(handler.split('.')[0]! in READ_WITHOUT_TRANSACTION));
    expect(strangers.map(({ name, handler }) => `${name} (${handler})`)).toEqual([]);
  });
});
