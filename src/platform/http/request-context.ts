import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '../database';
import type { Locale } from '../i18n';

/** What one HTTP request carries along; `request` itself stays in this room. */
export interface RequestContext {
  requestId: string;
  locale: Locale;
  method: string;
  path: string;
  /** What the caller says it is (User-Agent), cut short; for the list of the own sessions. */
  device?: string;
}

/** The current request, for logs, error texts and the record; undefined in worker and tasks. */
export const requestContext = new AsyncLocalStorage<RequestContext>();

declare module 'fastify' {
  interface FastifyRequest {
    /** Put there by the authentication guard; anonymous where missing. */
    actor?: Actor;
    /** Secret that a form of this session has to carry. */
    csrf?: string;
    /** How the actor was recognised. */
    credential?: 'bearer' | 'cookie' | 'link' | 'api-key';
    /** All districts of an actor that has several; it acts in those of `actor`, one once it has chosen. */
    districts?: readonly string[];
    /** How its account stands with the second factor; undefined for guests, households and keys. */
    secondFactor?: 'set' | 'missing' | 'optional' | 'exempt';
    /** The password has to be changed before anything else is open (profile of level 3). */
    passwordTooOld?: boolean;
    /** Permissions that an API key is limited to; undefined for people. */
    scopes?: readonly string[];
    /** When the session ends: without another request, and in any case. */
    sessionEnds?: { idle: Date; total: Date };
  }
}
