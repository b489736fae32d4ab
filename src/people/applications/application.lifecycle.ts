import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

const STAFF = [...WORKERS, 'officer'] as const;
const TOWNSHIP = ['station-worker', 'centre-worker', 'officer'] as const;
/** Who decides: the township within its delegation (R70), else the civil affairs of the district (B4). */
const DECIDERS = ['station-worker', 'officer'] as const;

/** B14: what is missing is said once, in one list. */
const once = ({ returnedBefore }: MoveFacts): string | null =>
  returnedBefore === true ? 'application-returned-before' : null;
/** B15, B17, B28: only acts of which the law says so hang out. */
const publishable = ({ publicity }: MoveFacts): string | null =>
  publicity === true ? null : 'application-not-published';
/** B14: who is related to staff is visited by the district. */
const districtVisits = ({ relatedToStaff, district }: MoveFacts): string | null =>
  relatedToStaff === true && district !== true ? 'application-district-visits' : null;
/** B10: nothing is decided before it has hung out, nor over an objection that nobody has answered. */
const ripe = ({ publicity, published, publicityOver, openObjections, townshipBound }: MoveFacts): string | null => {
  if (townshipBound === true) return 'application-district-decides';
  if (publicity === true && published !== true) return 'application-publish-first';
  if (publicity === true && publicityOver !== true) return 'application-publicity-running';
  return Number(openObjections) > 0 ? 'application-objection-open' : null;
};

/** B24: an act of which the pack says so, once. */
const mayBeUrgent = ({ urgentAct, urgent }: MoveFacts): string | null => {
  if (urgentAct !== true) return 'application-not-urgent-act';
  return urgent === true ? 'application-urgent-already' : null;
};
/** B24, R70: help first where it cannot wait, by the township within its delegation or by the district. */
const atOnce = ({ urgent, townshipBound }: MoveFacts): string | null => {
  if (urgent !== true) return 'application-not-urgent';
  return townshipBound === true ? 'application-district-decides' : null;
};

/** R94, B10: filed, accepted or returned once, visited, published where the act says so, decided by a person, told. */
export const applicationLifecycle = defineLifecycle({
  name: 'application',
  states: ['filed', 'returned', 'accepted', 'checked', 'published', 'granted', 'refused', 'notified', 'withdrawn'],
  initial: 'filed',
  final: ['notified', 'withdrawn'],
  moves: [
    { name: 'accept', from: ['filed'], to: 'accepted', roles: TOWNSHIP },
    { name: 'return', from: ['filed'], to: 'returned', roles: TOWNSHIP, guard: once },
    { name: 'complete', from: ['returned'], to: 'filed', roles: STAFF },
    { name: 'check', from: ['accepted'], to: 'checked', roles: STAFF, guard: districtVisits },
    // B24: help first; visit, review and publication are left out, the papers come after.
    { name: 'mark-urgent', from: ['filed'], to: 'filed', roles: STAFF, guard: mayBeUrgent },
    { name: 'mark-urgent', from: ['returned'], to: 'returned', roles: STAFF, guard: mayBeUrgent },
    { name: 'mark-urgent', from: ['accepted'], to: 'accepted', roles: STAFF, guard: mayBeUrgent },
    {
      name: 'grant-at-once',
      from: ['filed', 'returned', 'accepted', 'checked'],
      to: 'granted',
      roles: DECIDERS,
      guard: atOnce,
    },
    { name: 'publish', from: ['checked'], to: 'published', roles: TOWNSHIP, guard: publishable },
    { name: 'object', from: ['published'], to: 'published', roles: STAFF },
    { name: 'answer', from: ['published'], to: 'published', roles: TOWNSHIP },
    // The sum is over what the township may decide, or it wants the district to: the file goes up as it is (R70).
    { name: 'forward', from: ['checked'], to: 'checked', roles: ['station-worker'] },
    { name: 'forward', from: ['published'], to: 'published', roles: ['station-worker'] },
    { name: 'grant', from: ['checked', 'published'], to: 'granted', roles: DECIDERS, guard: ripe },
    { name: 'refuse', from: ['checked', 'published'], to: 'refused', roles: DECIDERS, guard: ripe },
    { name: 'notify', from: ['granted', 'refused'], to: 'notified', roles: TOWNSHIP },
    {
      name: 'withdraw',
      from: ['filed', 'returned', 'accepted', 'checked', 'published'],
      to: 'withdrawn',
      roles: STAFF,
    },
  ],
});

export type ApplicationState = (typeof applicationLifecycle.states)[number];
export type ApplicationMove = (typeof applicationLifecycle.definition.moves)[number]['name'];
