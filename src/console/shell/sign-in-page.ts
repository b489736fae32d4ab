import { emptyForm, type FormModel } from './form-model';
import { type View, view } from './view';

interface SignInState {
  /** Where to go afterwards. */
  next: string;
  /** A form kept from before the login ended (see kept-form.ts). */
  kept: string | null;
  expired?: boolean;
  /** The account wants a one-time code as well. */
  second?: boolean;
  form?: FormModel;
  status?: number;
}

/** The sign-in page, first or again. A typed password is never shown again. */
export function signInPage(state: SignInState): View {
  const form = state.form ?? emptyForm();
  const values = { ...form.values, password: '', code: '' };
  const model = {
    form: { ...form, values },
    next: state.next,
    kept: state.kept,
    expired: state.expired ?? false,
    second: state.second ?? false,
  };
  const title = state.second ? 'shell.second-factor.title' : 'shell.sign-in.title';
  return view('console/shell/sign-in', model, { title, status: state.status });
}
