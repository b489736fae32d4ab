import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { invalid } from '../../platform/errors';
import type { PackDraftQuery } from './dto/pack-draft.dto';
import { draftPack, problemsOfChanges } from './draft-pack';
import { type PackCell, packCells } from './pack-cells';
import type { PackChange } from './pack-change';
import { type PackTable, packTables } from './pack-tables';
import type { PackDraft } from './pack-draft.entity';
import { PackDraftsStore } from './pack-drafts.store';
import { Policies } from './policies.service';
import type { PolicyPack } from './policy-pack';

/** Reads of drafts, and the packs that they would be. */
@Injectable()
export class PackDrafts {
  constructor(
    private readonly store: PackDraftsStore,
    private readonly policies: Policies,
  ) {}

  /** @throws AppError 404 `pack-draft-not-found` */
  get(id: string): Promise<PackDraft> {
    return this.store.get(id);
  }

  /** Newest first. */
  list(query: PackDraftQuery): Promise<Page<PackDraft>> {
    return this.store.list(query);
  }

  /** What may be changed of the pack as the draft has it on a day. */
  cells(draft: PackDraft, day: string): PackCell[] {
    return packCells(this.packOf(draft, day).rules, day);
  }

  /** Tables whose rows may be added and removed, as the draft has them on a day. */
  tables(draft: PackDraft, day: string): PackTable[] {
    return packTables(this.packOf(draft, day).rules, day);
  }

  /**
   * The pack that the draft is on a day.
   * @throws AppError 422 `pack-check` when its base has changed so that the changes no longer make a pack
   */
  packOf(draft: PackDraft, day: string): PolicyPack {
    const base = this.policies.pack(draft.baseCode);
    this.check(base, draft.changes);
    return draftPack(base, draft, day);
  }

  /** @throws AppError 422 with section, row and reason of everything that keeps the changes from being a pack (R2) */
  check(base: PolicyPack, changes: readonly PackChange[]): void {
    const problems = problemsOfChanges(base, changes);
    if (problems.length === 0) return;
    throw invalid(
      problems.map(({ path, section, row, code, params }) => ({
        field: path,
        code,
        params: { ...params, section, row },
      })),
      'pack-check',
    );
  }
}
