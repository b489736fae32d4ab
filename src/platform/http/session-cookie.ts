import type { Config } from '../config';

interface SessionCookie {
  name: string;
  options: { path: string; httpOnly: true; sameSite: 'lax'; secure: boolean };
}

/**
 * Name and flags of the cookie that carries a console session (design 8.12). The `__Host-` name binds it to this host,
 * which browsers accept on https only; no lifetime: it ends with the browser, or earlier with the session.
 */
export function sessionCookie(config: Config): SessionCookie {
  const secure = config.publicUrl.startsWith('https:');
  return {
    name: secure ? '__Host-session' : 'session',
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  };
}
