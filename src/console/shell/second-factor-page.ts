import { SECOND_FACTOR_PAGE } from '../../trust/access';
import type { SecondFactorProposal } from '../../trust/accounts';
import { emptyForm, type FormModel } from './form-model';
import { readKeptForm } from './kept-form';
import { qrCode } from './qr-code';
import { type View, view } from './view';

/** Where the reader goes once the second factor is there: a page, or a form that was being sent (kept-form.ts). */
export interface WayOn {
  next: string;
  kept: string | null;
}

/** The page that leads an account to its second factor, and from there to where it wanted to go. */
export const secondFactorAddress = (next: string): string =>
  `${SECOND_FACTOR_PAGE}?${new URLSearchParams({ next }).toString()}`;

interface EnrolmentState extends WayOn {
  proposal: SecondFactorProposal & { replaces: boolean };
  /** The account reaches nothing before. */
  required: boolean;
  form?: FormModel;
}

/** The page with the picture to scan. A typed password or code is never shown again, the secret stays the same. */
export function enrolmentPage({ proposal, form = emptyForm(), ...state }: EnrolmentState): View {
  const { secret, uri, replaces } = proposal;
  const model = {
    ...state,
    replaces,
    secret,
    spaced: secret.match(/.{4}/g)?.join(' ') ?? secret,
    picture: qrCode(uri),
    form: { ...form, values: {} },
  };
  return view('console/shell/enrolment', model);
}

/** The recovery codes, this once; loading the page again leads on, since they are kept nowhere. */
export function recoveryCodesPage(codes: string[], { next, kept }: WayOn): View {
  return view('console/shell/recovery-codes', { codes, next, form: readKeptForm(kept) }, { again: next });
}
