import { z } from 'zod';
import type { Provider } from '../provider.entity';
import { providerKinds, providerStates } from './provider.dto';

const text = z.string().nullable();

export const providerView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    name: z.string(),
    kind: z.enum(providerKinds),
    creditCode: text,
    districtCode: z.string(),
    address: text,
    phone: text,
    email: text,
    website: text,
    contactName: text,
    introduction: text,
    state: z.enum(providerStates),
    decisionReason: text,
    decidedAt: text,
    source: text,
    createdAt: z.string(),
    version: z.number(),
  })
  .meta({ id: 'Provider' });
export type ProviderView = z.infer<typeof providerView>;
export const providersView = z.object({ items: z.array(providerView), next: text });

/** What a registration is answered with: the number to ask by, nothing that needs a sign-in. */
export const registeredView = z.object({ id: z.uuid(), number: z.string(), state: z.literal('applied') });
/** A decision; `invitation` is the address that the first dispatcher makes the account with, shown this once. */
export const decidedView = providerView.extend({ invitation: text }).meta({ id: 'DecidedProvider' });
export const staffInvitationView = z
  .object({ id: z.uuid(), self: z.string(), link: z.string() })
  .meta({ id: 'StaffInvitation' });

export function viewProvider(provider: Provider): ProviderView {
  const { id, number, name, kind, creditCode, districtCode, address, phone, email, website } = provider;
  const { contactName, introduction, state, decisionReason, source, version } = provider;
  return {
    id,
    self: `/api/v1/providers/${id}`,
    ...{ number, name, kind, creditCode, districtCode, address, phone, email, website },
    ...{ contactName, introduction, state, decisionReason, source, version },
    decidedAt: provider.decidedAt?.toISOString() ?? null,
    createdAt: provider.createdAt.toISOString(),
  };
}
