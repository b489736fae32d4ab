import { checkIdentityNumber, normaliseIdentityNumber } from './identity-number';

/** GB/T 26341-2010, in the order of the kind digit 1 to 7. */
export const disabilityKinds = [
  'visual',
  'hearing',
  'speech',
  'physical',
  'intellectual',
  'mental',
  'multiple',
] as const;
export type DisabilityKind = (typeof disabilityKinds)[number];

export type DisabilityCardCheck =
  | {
      ok: true;
      normalised: string;
      identityNumber: string;
      kind: DisabilityKind;
      /** 1 is the most severe. */
      grade: 1 | 2 | 3 | 4;
      /** How often the card was issued again. */
      reissue: number;
    }
  | {
      ok: false;
      code:
        | 'disability-card-format'
        | 'disability-card-identity'
        | 'disability-card-other-person'
        | 'disability-card-grade';
    };

const form = /^(\d{17}[\dX])([1-7])(\d)(?:B?(\d{1,2}))?$/;

/**
 * Certificate number = identity number + kind + grade, with a count when issued again (B34). Checked against the
 * member's own identity number when that is known, because a card of somebody else is the commonest mistake.
 */
export function checkDisabilityCard(text: string, today: string, identityNumber?: string | null): DisabilityCardCheck {
  const normalised = normaliseIdentityNumber(text);
  const [, identity = '', kindDigit = '', gradeDigit = '', again] = form.exec(normalised) ?? [];
  const kind = disabilityKinds[Number(kindDigit) - 1];
  if (kind === undefined) return { ok: false, code: 'disability-card-format' };
  const grade = Number(gradeDigit);
  if (grade !== 1 && grade !== 2 && grade !== 3 && grade !== 4) return { ok: false, code: 'disability-card-grade' };
  const paper = identity.slice(0, 2) > '80' && identity.slice(2, 6) === '0000' ? 'hmt-permit' : 'resident-id';
  if (!checkIdentityNumber(paper, identity, today).ok) return { ok: false, code: 'disability-card-identity' };
  if (identityNumber && normaliseIdentityNumber(identityNumber) !== identity) {
    return { ok: false, code: 'disability-card-other-person' };
  }
  return { ok: true, normalised, identityNumber: identity, kind, grade, reissue: Number(again ?? 0) };
}
