import type { FieldGroup } from '../../trust/access';
import type { RevealField } from './dto/create-household.dto';

/** The group of C3 that each masked value belongs to; the number of a disability card is one of a person's papers. */
export const groupOfReveal: Readonly<Record<RevealField['field'], FieldGroup>> = {
  'identity-number': 'identity',
  'disability-card': 'identity',
  phone: 'contact',
  address: 'contact',
};
