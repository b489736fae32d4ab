import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { PolicyPack } from './policy-pack';

interface Adopted {
  pack: PolicyPack;
  districtCode: string;
  /** YYYY-MM-DD */
  from: string;
  withdrawn: boolean;
}
interface Row extends Omit<Adopted, 'pack'> {
  code: string;
  content: string;
}

const ROWS = `select code, district_code as "districtCode", effective_from::text as "from", content, withdrawn
  from app.adopted_packs()`;

/** The adopted versions, in the memory of this process; the stamp of the transactions says when there are others. */
@Injectable()
export class AdoptedPacks implements OnModuleInit {
  private byCode: ReadonlyMap<string, Adopted> = new Map();

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.transactions.keep(() => this.load());
  }

  /** What a district has adopted last of all that is in force today. */
  current(districtCode: string): PolicyPack | undefined {
    if (this.byCode.size === 0) return undefined;
    const today = this.clock.today();
    const own = [...this.byCode.values()].filter((one) => one.districtCode === districtCode && !one.withdrawn);
    return own.findLast(({ from }) => from <= today)?.pack;
  }

  /** Also one that was taken back: what stands on it can still be read. */
  pack(code: string): PolicyPack | undefined {
    return this.byCode.get(code)?.pack;
  }

  standing(): PolicyPack[] {
    return [...this.byCode.values()].filter(({ withdrawn }) => !withdrawn).map(({ pack }) => pack);
  }

  /** A version never changes, so the pack that is known stays the same object. */
  private async load(): Promise<void> {
    const rows = await this.transactions.manager.query<Row[]>(ROWS);
    this.byCode = new Map(
      rows.map(({ code, content, ...row }) => [code, { ...row, pack: this.pack(code) ?? packOf(content) }]),
    );
  }
}

function packOf(content: string): PolicyPack {
  const { heads, rules } = JSON.parse(content) as Pick<PolicyPack, 'heads' | 'rules'>;
  return new PolicyPack(heads, rules);
}
