import { Injectable } from '@nestjs/common';
import { Audit } from '../../trust/audit';
import type { ScaleChoice } from './scale-choice.entity';
import { ScaleChoicesStore } from './scale-choices.store';

/** Choices of scales for this room's doors and for the pages. */
@Injectable()
export class ScaleChoices {
  constructor(
    private readonly store: ScaleChoicesStore,
    private readonly audit: Audit,
  ) {}

  /** For a person who reads what was said: it is on the record (C2). @throws AppError 404 `scale-choice-not-found` */
  async open(id: string): Promise<ScaleChoice> {
    const row = await this.store.get(id);
    const subject = { subjectType: 'scale-choice', subjectId: id, householdId: row.householdId };
    await this.audit.read({ action: 'scale-choice.read', ...subject });
    return row;
  }

  /** Newest first. */
  list(householdId: string): Promise<ScaleChoice[]> {
    return this.store.ofHousehold(householdId);
  }
}
