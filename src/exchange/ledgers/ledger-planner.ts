import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CaseOwner } from '../../people/cases';
import { KnownPeople } from '../../people/households';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { Regions, Units } from '../../reference/regions';
import { WORKERS } from '../../trust/access';
import { CompareFile, type ComparedFile } from './compare-file';
import { contentOf, gatherHouseholds, type LedgerHousehold } from './gather-households';
import { plainWord } from './ledger-fields';
import { LedgerHouseholdsStore } from './ledger-households.store';
import type { LedgerImport, UnknownWordCount } from './ledger-import.entity';
import { PersonReader, type RowProblem } from './ledger-person';
import { LedgerPlaces } from './ledger-places';
import type { LedgerRow } from './read-ledger';

const TURN = 2000;
const TIERS = ['window', 'station', 'centre'] as const;

/** A wrong column may hold numbers of papers: those are no words, and are kept nowhere outside the sealed rows. */
const isWord = ({ word }: UnknownWordCount): boolean => !/\d{13}/.test(word) && word.length <= 60;

export interface LedgerPlan {
  households: LedgerHousehold[];
  words: UnknownWordCount[];
}

/** A household of the file beside what is here already. */
export interface PlacedHousehold {
  household: LedgerHousehold;
  keyIndex: Buffer;
  contentIndex: Buffer;
  /** `same` and `differs`: here from an earlier file. */
  standing: 'new' | 'same' | 'differs' | 'refused';
  /** The file that it names by its number, as it stands beside it. */
  file: ComparedFile | null;
}

/** From the rows of a ledger to households, and what stands in the way of each. Writes nothing. */
@Injectable()
export class LedgerPlanner {
  private readonly owners = new WeakMap<object, Map<string, RowProblem['params'] | null>>();

  constructor(
    private readonly places: LedgerPlaces,
    private readonly households: LedgerHouseholdsStore,
    private readonly knownPeople: KnownPeople,
    private readonly files: CompareFile,
    private readonly regions: Regions,
    private readonly units: Units,
    private readonly owner: CaseOwner,
    private readonly sealer: Sealer,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Reads the rows; in the open transaction, for the divisions. */
  async plan(row: LedgerImport, rows: readonly LedgerRow[]): Promise<LedgerPlan> {
    const unknown = new Map<string, UnknownWordCount>();
    const reader = new PersonReader(row.columns, row.words, this.clock.today(), (field, word) => {
      const key = `${field}|${plainWord(word)}`;
      const known = unknown.get(key) ?? { field, word, count: 0, proposed: null };
      unknown.set(key, { ...known, count: known.count + 1 });
    });
    const people = [];
    for (const [at, one] of rows.entries()) {
      people.push(reader.read(one));
      if (at % TURN === 0) await setImmediate();
    }
    const texts = new Set(people.map(({ region }) => region));
    const places = await this.places.finder(row.regionPath, row.words, texts);
    const households = gatherHouseholds(people, places.find);
    const words = [...unknown.values()].sort((a, b) => b.count - a.count);
    return { households, words: [...words, ...places.unknownWords].filter(isWord) };
  }

  /** What is known of some households; adds to their problems. In the open transaction. */
  async place(row: LedgerImport, households: readonly LedgerHousehold[]): Promise<PlacedHousehold[]> {
    const indexed = households.map((household) => ({ household, ...this.indexes(household) }));
    const keys = indexed.flatMap(({ keys: all }) => all);
    const known = new Map(
      (await this.households.known(row.districtCode, keys)).map((one) => [one.keyIndex.toString('hex'), one]),
    );
    const numbers = households.flatMap(({ people }) => people.flatMap(({ identityNumber }) => identityNumber ?? []));
    const files = await this.knownPeople.among(row.districtCode, numbers);
    const placed: PlacedHousehold[] = [];
    for (const { household, keys: mine, contents, keyIndex, contentIndex } of indexed) {
      const before = mine.map((key) => known.get(key.toString('hex'))).find((one) => one !== undefined);
      if (before) {
        const same = contents.some((content) => content.equals(before.contentIndex));
        const beside = same || household.refused ? null : await this.files.of(household, before.householdId);
        placed.push({ household, keyIndex, contentIndex, standing: same ? 'same' : 'differs', file: beside });
        continue;
      }
      const file = household.refused ? null : await this.files.of(household);
      if (file) {
        const standing = file.differences.length === 0 ? 'same' : 'differs';
        placed.push({ household, keyIndex, contentIndex, standing, file });
        continue;
      }
      sayMasks(household);
      this.sayFiles(household, files);
      if (!household.refused) await this.sayOwner(household);
      placed.push({ household, keyIndex, contentIndex, standing: household.refused ? 'refused' : 'new', file: null });
    }
    return placed;
  }

  /** The file that a household has: as an earlier ledger knew it, or named by its number. */
  async fileOf({ districtCode }: LedgerImport, household: LedgerHousehold): Promise<string | null> {
    const [before] = await this.households.known(districtCode, this.indexes(household).keys);
    return before?.householdId ?? this.files.idOf(household);
  }

  /** What is stored, under the active key; and all by which it may have been stored. */
  private indexes(household: LedgerHousehold) {
    const [key, content] = [`key|${household.key}`, `content|${contentOf(household)}`];
    return {
      ...{ keyIndex: this.sealer.index('ledger', key), keys: this.sealer.indexes('ledger', key) },
      ...{ contentIndex: this.sealer.index('ledger', content), contents: this.sealer.indexes('ledger', content) },
    };
  }

  private sayFiles(household: LedgerHousehold, files: ReadonlyMap<string, { number: string }>): void {
    for (const { line, identityNumber } of household.people) {
      const file = identityNumber === null ? undefined : files.get(identityNumber);
      if (!file) continue;
      const params = { number: file.number };
      household.problems.push({ line, field: 'identity', code: 'person-in-other-household', params, refused: true });
      household.refused = true;
    }
  }

  /** Work without an owner is no work (R10): said before, once for each place. */
  private async sayOwner(household: LedgerHousehold): Promise<void> {
    const params = await this.ownerFault(household.regionCode ?? '');
    if (params === null) return;
    const code = 'unit' in params ? 'case-owner-missing' : 'unit-missing';
    household.problems.push({ line: household.firstLine, field: 'region', code, params, refused: true });
    household.refused = true;
  }

  private async ownerFault(code: string): Promise<RowProblem['params'] | null> {
    const { manager, actor } = this.transactions;
    const known = this.owners.get(manager) ?? new Map<string, RowProblem['params'] | null>();
    this.owners.set(manager, known);
    if (!known.has(code)) {
      const { path } = await this.regions.byCode(code);
      const works = WORKERS.some((role) => actor.roles.includes(role));
      let fault: RowProblem['params'] | null = {};
      for (const tier of TIERS) {
        const unit = await this.units.responsible(tier, path);
        if (!unit) continue;
        fault = works || (await this.owner.workersOf(unit.id)).length > 0 ? null : { unit: unit.name };
        break;
      }
      known.set(code, fault);
    }
    return known.get(code) ?? null;
  }
}

/** A number that is hidden cannot be written: rows with one are for files that are here already. */
function sayMasks(household: LedgerHousehold): void {
  for (const { line, masked } of household.people) {
    if (masked === null) continue;
    const field = masked.identity ? 'identity' : masked.phone ? 'phone' : 'disabilityCard';
    household.problems.push({ line, field, code: 'ledger-masked', params: {}, refused: true });
    household.refused = true;
  }
}
