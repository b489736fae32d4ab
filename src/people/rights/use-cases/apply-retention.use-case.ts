import { Injectable } from '@nestjs/common';
import { anonymousActor, Transactions } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Policies, type PolicyPack } from '../../../reference/policies';
import { Regions } from '../../../reference/regions';
import { systemActor } from '../../../trust/access';
import { Audit } from '../../../trust/audit';
import { ClosedFiles } from '../closed-files';
import { DueForRetention } from '../due-for-retention.store';

const BATCH = 200;
/** A dry run counts up to here. */
const COUNTED = 1_000_000;

/** How many of each kind went, or would go. */
export type RetentionCounts = Record<'live-file' | 'frozen-file' | 'raw-answers' | 'rejected-lead', number>;
type Kind = keyof RetentionCounts;

interface Rule {
  kind: Kind;
  due(limit: number): Promise<string[]>;
  end(id: string): Promise<void>;
}

/**
 * Lets go what no rule wants kept any more (C2, PIPL 19 and 47), in batches that commit by themselves: it may be stopped
 * and run again, and a second run finds nothing.
 */
@Injectable()
export class ApplyRetention {
  constructor(
    private readonly store: DueForRetention,
    private readonly files: ClosedFiles,
    private readonly policies: Policies,
    private readonly regions: Regions,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @param told called after each batch */
  async execute(dryRun: boolean, told: (counts: RetentionCounts) => void = () => undefined): Promise<RetentionCounts> {
    const counts: RetentionCounts = { 'live-file': 0, 'frozen-file': 0, 'raw-answers': 0, 'rejected-lead': 0 };
    const finding = { ...anonymousActor('retention'), kind: 'system' as const };
    for (const district of await this.transactions.runApart(finding, () => this.regions.districts())) {
      for (const rule of this.rulesOf(district)) {
        for (;;) {
          const done = await this.batch(district, rule, dryRun);
          counts[rule.kind] += done;
          told(counts);
          if (dryRun || done < BATCH) break;
        }
      }
    }
    return counts;
  }

  private batch(district: string, { due, end }: Rule, dryRun: boolean): Promise<number> {
    return this.transactions.runApart(
      systemActor(district, 'retention'),
      async () => {
        const ids = await due(dryRun ? COUNTED : BATCH);
        if (!dryRun) for (const id of ids) await end(id);
        return ids.length;
      },
      { readOnly: dryRun },
    );
  }

  private rulesOf(districtCode: string): Rule[] {
    const pack = this.policies.current(districtCode);
    const now = this.clock.now();
    return [
      this.fileRule(pack, now),
      {
        kind: 'frozen-file',
        due: (limit) => this.store.frozenFiles(this.clock.today(), limit),
        end: (id) => this.files.erase(id),
      },
      {
        kind: 'raw-answers',
        due: (limit) => this.store.answers(now, pack.retention('raw-answers'), limit),
        end: async (id) => {
          const householdId = await this.store.dropAnswers(id);
          const subject = { subjectType: 'assessment', subjectId: id, householdId, districtCode };
          await this.audit.changed({ action: 'assessment.answers-erased', ...subject });
        },
      },
      {
        kind: 'rejected-lead',
        due: (limit) => this.store.leads(now, pack.retention('rejected-lead'), limit),
        end: async (id) => {
          await this.store.emptyLead(id);
          await this.audit.changed({ action: 'lead.erased', subjectType: 'lead', subjectId: id, districtCode });
        },
      },
    ];
  }

  private fileRule(pack: PolicyPack, now: Date): Rule {
    const [file, consent] = [pack.retention('live-file'), pack.retention('consent')];
    return {
      kind: 'live-file',
      due: (limit) => this.store.files(now, file, consent, limit),
      end: async (id) => {
        await this.files.freeze(id, { eraseAfter: this.clock.today(), keptFor: null }, null);
        await this.files.erase(id);
      },
    };
  }
}
