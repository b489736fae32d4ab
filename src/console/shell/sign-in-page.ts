import { emptyForm, type FormModel } from './form-model';
import { type View, view } from './view';

interface SignInState {
  /** Where to go afterwards. */
  next: string;
  /** A form kept from before the login ended (see kept-form.ts). */
  kept: string | null;
  expired?: boolean;
  /** Token of the first page, where the second asks for a code alone. */
  step?: string;
  form?: FormModel;
  status?: number;
}

/** The sign-in page, first or again. A typed password or code is never shown again. */
export function signInPage({ step, status, form = emptyForm(), ...state }: SignInState): View {
  const { username = '' } = form.values;
  const shared = { next: state.next, kept: state.kept, form: { ...form, values: { username } } };
  return step === undefined
    ? view('console/shell/sign-in', { ...shared, expired: state.expired ?? false }, { status })
    : view('console/shell/second-factor', { ...shared, step }, { status });
}
