import type { FieldGroup } from './field-groups';

/**
 * Which approvals the actor of the open transaction holds now (C3, level `ask`). The room that keeps approvals provides
 * it; whoever answers here puts the reading under an approval on the record.
 */
export abstract class ApprovedGroups {
  /** Of several households at once; those without any may be left out. */
  abstract held(householdIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<FieldGroup>>>;
}
