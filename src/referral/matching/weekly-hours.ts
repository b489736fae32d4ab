import type { Schedule, WeeklySlot } from './matching.types';

export function slotsOverlap(a: WeeklySlot, b: WeeklySlot): boolean {
  return a.day === b.day && a.from < b.to && b.from < a.to;
}

/** Whether two services that a person must attend in full would ask for the same hour. */
export function schedulesClash(a: Schedule | null | undefined, b: Schedule | null | undefined): boolean {
  if (!a?.fixed || !b?.fixed) return false;
  return a.slots.some((slot) => b.slots.some((other) => slotsOverlap(slot, other)));
}

/** Fixed hours must all be free; of agreed hours one untouched window is enough. */
export function fitsBetween(schedule: Schedule | null | undefined, busy: readonly WeeklySlot[]): boolean {
  if (!schedule || schedule.slots.length === 0) return true;
  const isFree = (slot: WeeklySlot): boolean => !busy.some((taken) => slotsOverlap(slot, taken));
  return schedule.fixed ? schedule.slots.every(isFree) : schedule.slots.some(isFree);
}
