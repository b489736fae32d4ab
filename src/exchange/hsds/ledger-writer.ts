import type { Transactions } from '../../platform/database';
import { AppError } from '../../platform/errors';
import type { ImportOffering } from '../../supply/offerings';
import { systemActor } from '../../trust/access';
import type { ImportProblemsStore, ImportRecordsStore, RecordPlace, RecordSaved } from '../spreadsheets';
import type { DirectoryEntry, DirectoryWriter, KeptProblem, KnownRecord } from './import-run';
import { importedOffering } from './imported-offering';
import { codeHash } from './term-mapper';

export interface LedgerParts {
  transactions: Transactions;
  offerings: ImportOffering;
  records: ImportRecordsStore;
  problems: ImportProblemsStore;
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const text =
    error instanceof AppError ? `${error.code} ${JSON.stringify(error.details.fields ?? [])}` : error.message;
  return text.split('\n')[0]!.slice(0, 300);
};

/** Binds an import run to the supply wing and the ledger: each batch is one short transaction of the system (design 8.5). */
export class LedgerWriter implements DirectoryWriter {
  constructor(
    private readonly parts: LedgerParts,
    private readonly run: RecordPlace & { id: string },
  ) {}

  async known(sourceIds: readonly string[]): Promise<ReadonlyMap<string, KnownRecord>> {
    // The database has no text with a zero character, so no such id can be known.
    const possible = sourceIds.filter((id) => !id.includes('\0'));
    const rows = await this.parts.records.ofSource(this.run, possible);
    return new Map(
      rows.map(({ sourceId, digest, code, state }) => [sourceId, { digest, code, decided: state === 'decided' }]),
    );
  }

  /** All at once; if one of them cannot be stored, one by one, so that only that one is refused. */
  async save(entries: readonly DirectoryEntry[]): Promise<ReadonlyMap<string, string>> {
    const refused = new Map<string, string>();
    try {
      await this.parts.transactions.savepoint(() => this.store(entries));
      return refused;
    } catch (error) {
      if (entries.length === 1) return refused.set(entries[0]!.service.sourceId, reasonOf(error));
    }
    for (const entry of entries) {
      for (const [id, reason] of await this.save([entry])) refused.set(id, reason);
    }
    return refused;
  }

  async problems(problems: readonly KeptProblem[]): Promise<void> {
    await this.parts.problems.add(this.run.id, problems);
  }

  batch<T>(work: () => Promise<T>): Promise<T> {
    return this.parts.transactions.runApart(systemActor(this.run.districtCode, 'import'), work);
  }

  private async store(entries: readonly DirectoryEntry[]): Promise<void> {
    const place = { districtCode: this.run.districtCode, source: this.run.source };
    const ids = await this.parts.offerings.many(entries.map((entry) => importedOffering(place, entry)));
    const saved = entries.map((entry, at): RecordSaved => recordOf(entry, ids[at]!));
    await this.parts.records.save(place, saved);
  }
}

function recordOf({ service, digest, code, proposal }: DirectoryEntry, offeringId: string): RecordSaved {
  const [term] = service.terms;
  return {
    sourceId: service.sourceId,
    digest,
    offeringId,
    name: service.name,
    code,
    proposedCode: proposal?.code ?? null,
    confidence: proposal?.confidence ?? null,
    termHash: term ? codeHash(`${term.code || term.name}`) : null,
    termName: term ? term.name || term.code : null,
  };
}
