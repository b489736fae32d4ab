import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { locales } from '../../../platform/i18n';
import { type Permission, PERMISSIONS } from '../../access';
import { ASSIGNABLE_ROLES } from '../account.policy';

const username = z
  .string()
  .trim()
  .min(3)
  .max(60)
  .regex(/^[\p{L}\p{N}._@-]+$/u);
const displayName = z.string().trim().min(1).max(80);
const password = z.string().max(500);
const locale = z.enum(locales);
const secret = z.string().min(20).max(100);

export const postInput = z.strictObject({
  role: z.enum(ASSIGNABLE_ROLES),
  organisationId: z
    .uuid()
    .nullish()
    .transform((id) => id ?? null),
  unitId: z
    .uuid()
    .nullish()
    .transform((id) => id ?? null),
  districtCode: z
    .string()
    .max(40)
    .nullish()
    .transform((code) => code ?? null),
  regionPath: z
    .string()
    .regex(/^\d+(\/\d+)*$/)
    .nullish()
    .transform((path) => path ?? null),
});
export const accountQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(['invited', 'active', 'deactivated']).optional(),
  role: z.enum(ASSIGNABLE_ROLES).optional(),
  organisationId: z.uuid().optional(),
  unitId: z.uuid().optional(),
});
export const createAccountInput = z
  .strictObject({
    username,
    displayName,
    email: z.email().nullish(),
    locale: locale.optional(),
    password: password.optional(),
    posts: z.array(postInput).min(1).max(10),
  })
  .meta({ id: 'CreateAccount' });
export const editAccountInput = z
  .strictObject({ displayName, email: z.email().nullable(), locale })
  .meta({ id: 'EditAccount' });
export const inviteInput = z.strictObject({ email: z.email().nullish(), post: postInput }).meta({ id: 'Invite' });
export const acceptInvitationInput = z
  .strictObject({ token: secret, username, displayName, password, locale: locale.optional() })
  .meta({ id: 'AcceptInvitation' });
export const useResetInput = z.strictObject({ token: secret, password }).meta({ id: 'UsePasswordReset' });
export const changePasswordInput = z.strictObject({ current: password, password }).meta({ id: 'ChangePassword' });
export const confirmSecondFactorInput = z
  .strictObject({ secret: z.string().max(100), code: z.string().max(20), current: password.optional() })
  .meta({ id: 'ConfirmSecondFactor' });
export const renewRecoveryCodesInput = z.strictObject({ current: password }).meta({ id: 'RenewRecoveryCodes' });
export const signInInput = z
  .strictObject({ username: z.string().max(200), password, code: z.string().max(40).optional() })
  .meta({ id: 'SignIn' });

const day = z.iso
  .date()
  .nullish()
  .transform((given) => given ?? null);
export const addPostInput = z
  .strictObject({
    ...postInput.shape,
    /** First and last day in Asia/Shanghai; without them from now on, and without an end. */
    firstDay: day,
    lastDay: day,
    /** The contract of an operator: the post ends with it (R14). */
    contractId: z
      .uuid()
      .nullish()
      .transform((id) => id ?? null),
  })
  .meta({ id: 'AddPost' });
export const endPostInput = z.strictObject({ lastDay: day }).meta({ id: 'EndPost' });
export const invitationQuery = z.strictObject({ ...pageQuery });
const scope = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]);
export const issueKeyInput = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    scopes: z.array(scope).min(1).max(100),
    days: z.number().int().min(1).max(365),
    current: password,
  })
  .meta({ id: 'IssueApiKey' });
export const endSessionsInput = z.strictObject({ current: password }).meta({ id: 'EndSessions' });
export const rotateKeyInput = z.strictObject({ current: password }).meta({ id: 'RotateApiKey' });
