import { Injectable } from '@nestjs/common';

/** Every place where a process can die between two steps, in the order in which an event passes them. */
export const STEPS = [
  'relay:leased',
  'relay:committed',
  'relay:added',
  'delivery:taken',
  'delivery:handled',
  'delivery:marked',
  'delivery:committed',
  'due:taken',
  'due:handled',
  'job:taken',
  'job:handled',
] as const;
export type Step = (typeof STEPS)[number];

/** Does nothing. Tests put another in its place to stop a process at exactly one step. */
@Injectable()
export class Checkpoint {
  async reach(_step: Step): Promise<void> {
    // nothing to wait for
  }
}
