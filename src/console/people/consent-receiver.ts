import type { Consent } from '../../people/consents';
import { providerKinds } from '../../supply/providers';

/**
 * Whom a sheet names, for readers: a kind of provider is kept as its code, everybody else by name.
 * @param t gives the text of a key in the reader's language
 */
export function receiverText(
  { receiverKind, receiverName }: Pick<Consent, 'receiverKind' | 'receiverName'>,
  t: (key: string) => string,
): string {
  const kind = receiverKind === 'provider-kind' && providerKinds.find((one) => one === receiverName);
  return kind ? t(`providers.kind.${kind}`) : receiverName;
}
