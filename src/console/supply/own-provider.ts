import type { Actor } from '../../platform/database';
import { forbidden } from '../../platform/errors';

/**
 * A provider's staff opens the forms of its own provider only, as saving them would be refused.
 * @throws AppError 403
 */
export function requireOwnProvider({ organisationId }: Actor, providerId: string): void {
  if (organisationId !== null && organisationId !== providerId) throw forbidden();
}
