import { randomInt, randomUUID } from 'node:crypto';
import { type Actor } from '../../src/platform/database';
import { creditCodeCheckCharacter, DecideProvider, type Provider, RegisterProvider } from '../../src/supply/providers';
import { CreateOffering, CreateOfferingInput, type Offering } from '../../src/supply/offerings';
import { systemActor } from '../../src/trust/access';
import { DISTRICT } from '../support/district';
import { type TestApp, testActor } from '../support/app';

/** A credit code that can exist, different each time. */
export function creditCode(): string {
  const seventeen = `52${Array.from({ length: 15 }, () => randomInt(10)).join('')}`;
  return seventeen + creditCodeCheckCharacter(seventeen);
}

export const registration = (changes: object = {}) => ({
  name: `Provider ${randomUUID().slice(0, 8)}`,
  kind: 'social-work-agency' as const,
  creditCode: creditCode(),
  regionCode: DISTRICT,
  contactName: 'Wang Fang',
  phone: '028-8700 0000',
  ...changes,
});

/** An approved provider. */
export async function makeProvider(app: TestApp, changes: object = {}): Promise<Provider> {
  const applied = await app.as(testActor({ kind: 'anonymous', userId: null }), () =>
    app.get(RegisterProvider).execute(registration(changes), '127.0.0.1'),
  );
  const centre = testActor({ roles: ['centre-worker'], districtCodes: [applied.districtCode], regionPath: '1' });
  const decided = await app.as(centre, () => app.get(DecideProvider).execute(applied.id, 'approve', null));
  return decided.provider;
}

export const dispatcherOf = (provider: Provider, changes: Partial<Actor> = {}): Actor =>
  testActor({ roles: ['dispatcher'], organisationId: provider.id, districtCodes: [provider.districtCode], ...changes });

/** Input of an offering for everybody, with three places a month. */
export const offeringInput = (providerId: string, changes: object = {}) =>
  CreateOfferingInput.parse({
    providerId,
    name: `Offering ${randomUUID().slice(0, 8)}`,
    code: 'LI-02',
    mode: 'home',
    capacityPerPeriod: 3,
    ...changes,
  });

/** A listed offering of the provider. */
export const makeOffering = (app: TestApp, provider: Provider, changes: object = {}): Promise<Offering> =>
  app.as(systemActor(provider.districtCode, 'test'), () =>
    app.get(CreateOffering).execute(offeringInput(provider.id, changes)),
  );
