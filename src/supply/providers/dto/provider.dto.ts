import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { checkCreditCode } from '../credit-code';

export const providerKinds = [
  'social-work-agency',
  'charity',
  'enterprise',
  'department',
  'volunteer-group',
  'medical',
  'care-home',
  'other',
] as const;
export const providerStates = ['applied', 'approved', 'refused', 'suspended', 'imported'] as const;

const text = (max: number) => z.string().trim().min(1).max(max);
const phone = z
  .string()
  .trim()
  .normalize('NFKC')
  .regex(/^[+\d][\d ()\-]{4,24}$/, 'contact-phone-format');
const webAddress = z.url({ protocol: /^https?$/, error: 'website-format' }).max(300);

const data = {
  name: text(120),
  kind: z.enum(providerKinds),
  /** GB 32100 (B50); a volunteer group may have none. */
  creditCode: text(40).nullish(),
  address: text(300).nullish(),
  phone: phone.nullish(),
  email: z.email().max(200).nullish(),
  website: webAddress.nullish(),
  contactName: text(60).nullish(),
  introduction: text(2000).nullish(),
};

const refuse = (context: z.RefinementCtx, code: string): void =>
  context.addIssue({ code: 'custom', path: ['creditCode'], message: code, params: { code } });

function checkCode(input: { creditCode?: string | null | undefined }, context: z.RefinementCtx): void {
  const result = input.creditCode ? checkCreditCode(input.creditCode) : null;
  if (result?.ok === false) refuse(context, result.code);
}

/** Every body has a code, but a group of volunteers. */
function demandCode(input: { kind: string; creditCode?: string | null | undefined }, context: z.RefinementCtx): void {
  if (!input.creditCode && input.kind !== 'volunteer-group') refuse(context, 'credit-code-required');
}

/** A body that wants to help registers itself; the contact becomes its first dispatcher once the centre has approved. */
export const RegisterProviderInput = z
  .strictObject({
    ...data,
    /** Division code of the seat, of a county or below. */
    regionCode: z.string().regex(/^\d{6,12}$/),
    contactName: text(60),
    phone,
  })
  .superRefine(checkCode)
  .superRefine(demandCode)
  .meta({ id: 'RegisterProvider' });
export type RegisterProviderInput = z.output<typeof RegisterProviderInput>;

export const EditProviderInput = z.strictObject(data).partial().superRefine(checkCode).meta({ id: 'EditProvider' });
export type EditProviderInput = z.output<typeof EditProviderInput>;

export const DecideProviderInput = z.strictObject({ reason: text(500).nullish() }).meta({ id: 'DecideProvider' });

export const InviteStaffInput = z
  .strictObject({ role: z.enum(['dispatcher', 'practitioner', 'volunteer']), email: z.email().max(200).nullish() })
  .meta({ id: 'InviteStaff' });
export type InviteStaffInput = z.output<typeof InviteStaffInput>;

export const ProviderQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(providerStates).optional(),
  kind: z.enum(providerKinds).optional(),
  district: z.string().max(80).optional(),
  q: z.string().trim().max(60).optional(),
});
export type ProviderQuery = z.output<typeof ProviderQuery>;
