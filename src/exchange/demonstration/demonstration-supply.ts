import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { demonstrationDistrictCode, Regions } from '../../reference/regions';
import { Taxonomy } from '../../reference/taxonomy';
import { CreateOffering, CreateOfferingInput } from '../../supply/offerings';
import { creditCodeCheckCharacter, Credentials, DecideProvider, RegisterProvider } from '../../supply/providers';
import { systemActor } from '../../trust/access';
import { DemonstrationAccounts, type DemonstrationStaff } from './demonstration-accounts';
import type { DemonstrationData, ProviderGroup } from './demonstration-data';
import type { SeededRandom } from './seeded-random';

const HOME = ['CA-01', 'LI', 'HE-01', 'HE-03', 'HO', 'SO-01', 'PS-03'];
const GOODS = ['MA-01', 'MA-02', 'MA-03', 'CR-01', 'ED-03', 'RE-02'];
const MONEY = ['MA-04', 'MA-05', 'ED-01', 'CR-02'];
const CHILDREN = ['ED', 'CH', 'RE-03'];
const ELDERS = ['CA-02', 'CA-04', 'LI-04', 'HO-02'];

const inFamily = (code: string, list: readonly string[]) =>
  list.some((entry) => code === entry || code.startsWith(`${entry}-`));

/** Providers with their offerings, registered and approved as anybody else. */
@Injectable()
export class DemonstrationSupply {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: DemonstrationAccounts,
    private readonly regions: Regions,
    private readonly taxonomy: Taxonomy,
    private readonly register: RegisterProvider,
    private readonly decide: DecideProvider,
    private readonly credentials: Credentials,
    private readonly createOffering: CreateOffering,
    private readonly clock: Clock,
  ) {}

  /** @returns the dispatchers by provider id */
  async make(
    data: DemonstrationData,
    staff: DemonstrationStaff,
    random: SeededRandom,
    names: () => string,
  ): Promise<Map<string, Actor>> {
    const dispatchers = new Map<string, Actor>();
    const centre = staff.centre[0]!;
    const system = systemActor(demonstrationDistrictCode, 'demonstration');
    const townships = await this.transactions.run(system, async () => {
      const district = await this.regions.byCode(demonstrationDistrictCode);
      return this.regions.children(district.id);
    });
    let serial = 0;
    for (const group of data.providers) {
      for (let copy = 0; copy < group.count; copy++) {
        serial += 1;
        const name = group.count === 1 ? group.name : `${data.places[copy % data.places.length]}${group.name}`;
        const township = random.pick(townships);
        const provider = await this.transactions.run(system, () =>
          this.register.execute(
            {
              name,
              kind: group.kind,
              regionCode: township.code,
              contactName: names(),
              phone: `028-5551-${String(1000 + serial)}`,
              email: `provider${serial}@example.org`,
              creditCode: group.kind === 'volunteer-group' ? null : creditCode(serial, group.kind),
            },
            `127.9.0.${serial}`,
          ),
        );
        const dispatcher = await this.transactions.run(system, () =>
          this.accounts.dispatcher(serial === 1 ? 'provider' : `provider${serial}`, names(), provider.id),
        );
        // The last ones stay in the queue, so that the centre has applications to decide.
        if (serial <= 57) {
          await this.transactions.run(centre, () => this.decide.execute(provider.id, 'approve', null));
          dispatchers.set(provider.id, dispatcher);
        }
        if (serial <= 57) await this.offer(provider.id, dispatcher, group, random, township);
      }
    }
    return dispatchers;
  }

  private async offer(
    providerId: string,
    dispatcher: Actor,
    group: ProviderGroup,
    random: SeededRandom,
    township: { code: string; name: string; latitude: number | null; longitude: number | null },
  ): Promise<void> {
    await this.transactions.run(dispatcher, async () => {
      const year = Number(this.clock.today().slice(0, 4));
      const expiresOn = random.chance(0.12) ? `${year}-06-30` : `${year + 1}-12-31`;
      await this.credentials.add(providerId, {
        holderName: dispatcher.displayName,
        kind: 'background-check',
        expiresOn,
      });
      for (const code of group.codes) {
        const offering = CreateOfferingInput.parse(this.terms(providerId, group, code, random, township));
        await this.createOffering.execute(offering);
      }
    });
  }

  private terms(
    providerId: string,
    group: ProviderGroup,
    code: string,
    random: SeededRandom,
    township: { code: string; name: string; latitude: number | null; longitude: number | null },
  ): object {
    const mode = inFamily(code, MONEY)
      ? 'money'
      : inFamily(code, GOODS)
        ? 'goods'
        : inFamily(code, HOME)
          ? 'home'
          : 'site';
    const day = random.between(1, 5);
    return {
      providerId,
      name: `${township.name}${this.taxonomy.name(code, 'zh-CN')}`,
      code,
      side: group.kind === 'department' ? 'government' : 'society',
      areaRegionCode: random.chance(0.55) ? demonstrationDistrictCode : township.code,
      eligibility: eligibility(code, random),
      schedule:
        mode === 'goods' || mode === 'money'
          ? { slots: [] }
          : {
              slots: [
                { day, from: 540, to: 690 },
                { day: Math.min(7, day + 2), from: 840, to: 1020 },
              ],
            },
      languages: ['zh'],
      ...(township.latitude !== null &&
        township.longitude !== null &&
        mode === 'site' && {
          latitude: township.latitude,
          longitude: township.longitude,
        }),
      mode,
      capacityPerPeriod: random.chance(0.12) ? null : random.between(2, 14),
    };
  }
}

function eligibility(code: string, random: SeededRandom): object {
  if (inFamily(code, CHILDREN)) return { maxAge: 18 };
  if (inFamily(code, ELDERS)) return { minAge: 60 };
  return random.chance(0.2) ? { classes: ['1', '2'] } : {};
}

/** A number that passes the check (B50) with an impossible area, so that it is nobody's. */
function creditCode(serial: number, kind: string): string {
  const prefix = kind === 'enterprise' ? '91' : kind === 'department' ? '11' : '52';
  const body = `${prefix}990101MA${String(serial).padStart(7, '0')}`;
  return body + creditCodeCheckCharacter(body);
}
