import type { Household } from '../../people/households';
import type { NotificationChannel } from './notification.entity';

/**
 * By what way a household wants to be reached. Who does not want to be contacted, or only by the worker, is told by the
 * worker; without an e-mail address it is a letter.
 */
export function householdChannel(
  household: Pick<Household, 'contactChannel' | 'email'>,
  workerAlone: boolean,
): NotificationChannel {
  if (workerAlone) return 'phone-task';
  switch (household.contactChannel) {
    case 'email':
      return household.email ? 'email' : 'letter';
    case 'sms':
      return 'sms';
    case 'letter':
      return 'letter';
    default:
      return 'phone-task';
  }
}
