import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { type FieldGroup, reaches, releaseFields } from '../../trust/access';
import { type IdentifiedEntry, identifiedEntry } from './dto/household.view';
import type { Household } from './household.entity';
import { HouseholdLevels } from './household-levels';
import { HouseholdViews } from './household-views';
import type { HouseholdMember } from './household-member.entity';
import { HouseholdsStore } from './households.store';

/** Lines of files for a list that supervision takes along on a numbered request (R88): what the request names of C3. */
@Injectable()
export class IdentifiedEntries {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly views: HouseholdViews,
    private readonly levels: HouseholdLevels,
    private readonly sealer: Sealer,
  ) {}

  /** @param groups what a second person agreed to; of what the table does not mark `ask` it opens nothing */
  async of(households: readonly Household[], groups: ReadonlySet<FieldGroup>): Promise<IdentifiedEntry[]> {
    const levels = this.levels.byDecision(groups);
    const lines = await this.views.lines(households);
    const members = await this.store.membersOf(lines.map(({ id }) => id));
    const entries: IdentifiedEntry[] = [];
    for (const { displayName: _, withheld: __, ...line } of lines) {
      const household = households.find(({ id }) => id === line.id);
      const head = members.find(({ householdId, relation }) => householdId === line.id && relation === 'head');
      const contact = reaches(levels.contact, 'full');
      const view = {
        ...line,
        name: head?.name ?? null,
        identityNumber: reaches(levels.identity, 'full') ? await this.opened(head, 'identity') : null,
        phone: contact ? await this.opened(head, 'phone') : null,
        address: contact && household ? await this.doorOf(household) : null,
      };
      entries.push(releaseFields(identifiedEntry, view, levels));
    }
    return entries;
  }

  private async opened(head: HouseholdMember | undefined, column: 'identity' | 'phone'): Promise<string | null> {
    const bytes = (column === 'identity' ? head?.identityCiphertext : head?.phoneCiphertext) ?? null;
    if (!head || bytes === null) return null;
    return this.sealer.open(head.id, `household_members.${column}`, head.id, bytes);
  }

  private async doorOf({ id, addressCiphertext }: Household): Promise<string | null> {
    return addressCiphertext && this.sealer.open(id, 'households.address', id, addressCiphertext);
  }
}
