import { v7 } from 'uuid';

/** A new identifier: UUID version 7, so that it sorts by creation. */
export const newId = (): string => v7();
