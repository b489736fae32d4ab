import type { Countersignature } from './countersignatures.store';
import type { Head } from './seals.store';

/** The head of a day with who has vouched for it. */
export interface DayHead extends Head {
  day: string;
  countersignatures: Countersignature[];
}
