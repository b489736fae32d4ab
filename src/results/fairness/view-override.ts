import type { Choice } from './choices';
import type { OverrideView } from './dto/fairness.view';

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

/** A choice as the API tells it. */
export const viewOverride = ({ chosenAt, ...choice }: Choice): OverrideView => ({
  ...choice,
  self: `/api/v1/referrals/${choice.referralId}`,
  chosenOn: DAY.format(chosenAt),
});
