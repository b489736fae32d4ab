/** Leaves the handler and sends the browser to `location` (303): a repeated form post, or a sign-in that is needed. */
export class SeeOther extends Error {
  constructor(readonly location: string) {
    super(`see ${location}`);
  }
}
