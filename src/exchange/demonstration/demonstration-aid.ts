import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { FileApplication, FileApplicationInput, GrantUrgentAid } from '../../people/applications';
import { Commitments, TakeCommitment, TakeCommitmentInput } from '../../people/commitments';
import { Entitlements, PrepareChecklist, SetEntitlementState } from '../../people/entitlements';
import { Households } from '../../people/households';
import { Regroup, RegroupingInput } from '../../people/regroupings';
import { KeepReserve } from '../../people/reserves';
import { AssessSelfCare, OpenSupportFile, OpenSupportFileInput } from '../../people/support-files';
import { demonstrationDistrictCode } from '../../reference/regions';
import { readDemonstrationData } from './demonstration-data';
import type { MadeHousehold } from './demonstration-households';

/** The choosiest first. */
const ACTS = ['support', 'regrouping', 'urgent', 'commitment'] as const;
type Act = (typeof ACTS)[number];

/** From this household on, and again after so many, each act happens once. */
const FIRST = 20;
const EVERY = 100;

const OLD = 60;
const WORKING_AGE = 16;
const IMPREST = 1_000_000;
const TOPPED_UP = 500_000;
const GRANTED = 60_000;
/** Acts that a person in extreme difficulty cannot do alone. */
const FAILED = ['walk', 'bath'] as const;

/**
 * What townships do for single households, by the same acts that people use: urgent aid out of the reserve (B24, R70), the
 * household's word in place of papers (R89), a file of support for extreme difficulty (B21), a split (R99). Asks no chance,
 * so that the rest of the district stays as it is.
 */
@Injectable()
export class DemonstrationAid {
  private readonly words = readDemonstrationData().words;
  private readonly waiting = new Set<Act>();
  private readonly townships = new Set<string>();

  constructor(
    private readonly transactions: Transactions,
    private readonly households: Households,
    private readonly reserves: KeepReserve,
    private readonly fileApplication: FileApplication,
    private readonly urgentAid: GrantUrgentAid,
    private readonly commitments: Commitments,
    private readonly takeCommitment: TakeCommitment,
    private readonly prepareChecklist: PrepareChecklist,
    private readonly entitlements: Entitlements,
    private readonly setState: SetEntitlementState,
    private readonly openFile: OpenSupportFile,
    private readonly assess: AssessSelfCare,
    private readonly regroup: Regroup,
    private readonly clock: Clock,
  ) {}

  /** At most one act for a household: the first of those that wait and that it is one for. */
  async tell(place: number, household: MadeHousehold, officer: Actor): Promise<void> {
    if (place >= FIRST && (place - FIRST) % EVERY === 0) for (const act of ACTS) this.waiting.add(act);
    for (const act of this.waiting) {
      if (!(await this.act(act, household, officer))) continue;
      this.waiting.delete(act);
      return;
    }
  }

  /** @returns whether the household is one for this act */
  private async act(act: Act, household: MadeHousehold, officer: Actor): Promise<boolean> {
    const { station } = household;
    if (act === 'urgent') await this.reserve(station, officer);
    return this.transactions.run(station, () => this[act](household));
  }

  /** The district opens the account of a township before the first aid is paid from it. */
  private async reserve({ unitId }: Actor, officer: Actor): Promise<void> {
    if (unitId === null || this.townships.has(unitId)) return;
    this.townships.add(unitId);
    await this.transactions.run(officer, async () => {
      const { id } = await this.reserves.open({ unitId, imprestFen: IMPREST });
      const { toppedUp: reason } = this.words;
      await this.reserves.book(id, { kind: 'top-up', amountFen: TOPPED_UP, reason });
    });
  }

  private async urgent({ id }: MadeHousehold): Promise<boolean> {
    const { urgent: urgentGround } = this.words;
    const filed = await this.fileApplication.execute(
      id,
      FileApplicationInput.parse({ act: 'temporary', urgentGround }),
    );
    await this.urgentAid.grant(filed.id, { amountFen: GRANTED });
    return true;
  }

  private async commitment({ id }: MadeHousehold): Promise<boolean> {
    const [paper] = this.commitments.waivable(demonstrationDistrictCode, 'dibao');
    if (!paper) return false;
    const filed = await this.fileApplication.execute(id, FileApplicationInput.parse({ act: 'dibao' }));
    const shown = await this.takeCommitment.show(filed.id, TakeCommitmentInput.parse({ waived: [paper.code] }));
    await this.takeCommitment.answer(shown.id, shown.version, { readAloud: true, how: 'signed' });
    return true;
  }

  /** Where nobody is of an age to work (B21). */
  private async support({ id, kind }: MadeHousehold): Promise<boolean> {
    if (!kind.members.every(([, low, high]) => low >= OLD || high < WORKING_AGE)) return false;
    await this.prepareChecklist.execute(id);
    const line = (await this.entitlements.list(id)).find(
      ({ row }) => row.line === 'tekun' && row.memberId !== null,
    )?.row;
    if (!line) return false;
    await this.setState.execute(line.id, line.version, { state: 'granted' });
    const opening = { memberId: line.memberId, form: 'at-home', place: this.words.carer };
    const file = await this.openFile.execute(id, OpenSupportFileInput.parse(opening));
    await this.assess.assess(file.id, { assessedOn: this.clock.today(), failedActs: [...FAILED] });
    return true;
  }

  /** Parents who lived with their grown child run a household of their own. */
  private async regrouping({ id }: MadeHousehold): Promise<boolean> {
    const parent = (await this.households.members(id)).find(({ relation }) => relation === 'parent');
    if (!parent) return false;
    const members = [{ memberId: parent.id, relation: 'head' }];
    const { split: note } = this.words;
    await this.regroup.execute(id, RegroupingInput.parse({ kind: 'split', members, reason: 'own-household', note }));
    return true;
  }
}
