import { type Actor, anonymousActor } from '../database';

/** The machine in one district, for one purpose: what handlers run as (design 8.3). */
export const machineIn = (districtCode: string, purpose: string): Actor => ({
  ...anonymousActor(purpose),
  kind: 'system',
  displayName: 'system',
  roles: ['system'],
  districtCodes: [districtCode],
});

/** The relay itself: sees the rows of the queue tables, and no district. */
export const relayActor: Actor = {
  ...anonymousActor('relay'),
  kind: 'system',
  displayName: 'system',
  roles: ['system'],
};
