import { Injectable } from '@nestjs/common';

/** A short message on its way to a telephone. */
export interface ShortMessage {
  /** Id of the row; a service that is asked twice for it should send once. */
  id: string;
  phone: string;
  text: string;
}

/** The port to a short-message service. */
export abstract class MessageGateway {
  /** False: nothing leaves the house, the outbox shows the message and a person acts on it. */
  abstract readonly live: boolean;
  /** @throws Error when the service refused the message */
  abstract send(message: ShortMessage): Promise<void>;
}

/** What is shipped: no contract with a carrier exists, so messages stay in the outbox, and say so. */
@Injectable()
export class OutboxOnlyGateway extends MessageGateway {
  readonly live = false;

  send(): Promise<void> {
    return Promise.reject(new Error('No short-message service is connected'));
  }
}
