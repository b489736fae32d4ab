import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';

export const OPEN_ROUTE = 'http:open';

/** A route that needs no sign-in, also in the OpenAPI document. Each is listed in test/consistency/open-routes.json. */
export const Open = () => applyDecorators(SetMetadata(OPEN_ROUTE, true), ApiSecurity({}));
