import { SetMetadata } from '@nestjs/common';

export const OPEN_ROUTE = 'http:open';

/** A route that needs no sign-in. Each is listed in test/consistency/open-routes.json. */
export const Open = () => SetMetadata(OPEN_ROUTE, true);
