import type { Entitlement } from '../../people/entitlements';
import type { MemberView } from '../../people/households';
import type { PrintPaper } from '../../reference/policies';

const ADULT = 18;

/** What is known of a file that somebody wants to hang out. */
export interface PublicFacts {
  specialHandling: boolean;
  members: ReadonlyArray<Pick<MemberView, 'id' | 'relation' | 'age'>>;
  granted: ReadonlyArray<Pick<Entitlement, 'line' | 'memberId' | 'documentNumber'>>;
  /** Something that only a named team may know (R46). */
  kept: boolean;
}

/**
 * Whether the law lets the file stand on a public sheet: a line that is published has been granted, by a decision with a
 * number (R3, B15), to nobody under age; and nothing about children or protected people is known (B28, B30). In doubt it
 * may not: a head whose age nobody knows is taken for a child.
 */
export function mayBePublished(publicity: NonNullable<PrintPaper['publicity']>, facts: PublicFacts): boolean {
  const { specialHandling, members, granted, kept } = facts;
  if (kept || specialHandling) return false;
  const adult = (id: string | null) => {
    const person =
      id === null ? members.find(({ relation }) => relation === 'head') : members.find((one) => one.id === id);
    return (person?.age ?? 0) >= ADULT;
  };
  if (!adult(null) || granted.some(({ line }) => publicity.never.includes(line))) return false;
  return granted.some(
    ({ line, memberId, documentNumber }) =>
      publicity.granted.includes(line) && documentNumber !== null && adult(memberId),
  );
}
