import { resolve } from 'node:path';
import { z } from 'zod';

const flag = (fallback: boolean) =>
  z
    .enum(['on', 'off', 'true', 'false', '1', '0'])
    .optional()
    .transform((value) => (value === undefined ? fallback : ['on', 'true', '1'].includes(value)));

/** Names and numbers of people go there: outside this machine only over TLS. */
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?(\/|$)/;

/** The environment as the outside may set it; the names are fixed in the design, section 2. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).optional(),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_WORKER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.string().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  PUBLIC_URL: z.url().optional(),
  TRUST_PROXY: z.string().default('none'),
  SECRET_KEYS: z.string().optional(),
  DEPARTMENTS_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => url.startsWith('https:') || LOOPBACK.test(url), 'without TLS on this machine only')
    .optional(),
  CLAMAV_URL: z.url({ protocol: /^tcp$/ }).optional(),
  DEMO: flag(true),
  PASSWORD_PROFILE: z.enum(['asvs', 'dengbao']).default('asvs'),
  PASSWORD_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  LOCKOUT_MINUTES: z.coerce.number().int().min(1).max(1440).default(30),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:|tel:|https:\/\/)[!-~]+$/, 'mailto:, tel: or https: address')
    .optional(),
  MATCHING: z.enum(['index', 'sql']).default('index'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** A setting is missing or wrong. The message names the setting, never its value (it may be a secret). */
export class ConfigurationError extends Error {}

/** All settings of one process, read once. Every other room gets them injected. */
export class Config {
  port = 3000;
  /** True when PORT was set: a taken port is then a failure instead of a reason to try the next one. */
  portExplicit = false;
  host = '0.0.0.0';
  /** Absolute path of the folder for the embedded database, key file and audit head. */
  dataDir = '';
  databaseUrl?: string;
  databaseAppUrl?: string;
  databaseWorkerUrl?: string;
  redisUrl?: string;
  smtpUrl?: string;
  /** Address that people reach the service at, without a trailing slash; used in links and for the Origin check. */
  publicUrl = '';
  trustProxy = 'none';
  secretKeys?: string;
  /** Where the departments answer checks (R93), without a trailing slash; without it there is no line to them. */
  departmentsUrl?: string;
  /** Where a ClamAV daemon looks at uploads, `tcp://host:port`; without it nobody looks (design 8.11). */
  clamavUrl?: string;
  /** Whether the invented district is loaded and its conveniences (known logins, simulated clock) are allowed. */
  demo = true;
  /** `dengbao`: rules of composition, forced change, history and lock-out, as examiners of level 3 ask for (C2). */
  passwordProfile: 'asvs' | 'dengbao' = 'asvs';
  /** After how many days a password has to be changed, in the profile `dengbao`. */
  passwordDays = 90;
  /** How long five failures lock an account, in the profile `dengbao`. */
  lockoutMinutes = 30;
  /** Whom to tell of a hole, as an address (`mailto:`, `https:`, `tel:`); shown in `/.well-known/security.txt`. */
  securityContact?: string;
  /** `sql`: matches are answered by the database alone; `index`: by the index in memory while it is fresh (design 8.5). */
  matching: 'index' | 'sql' = 'index';
  logLevel = 'info';
}

/** Reads and checks the environment.
 * @throws ConfigurationError naming every wrong setting */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurationError(`Settings refused: ${names.join('; ')}`);
  }
  const env = parsed.data;
  const port = env.PORT ?? 3000;
  return Object.assign(new Config(), {
    port,
    portExplicit: env.PORT !== undefined,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    databaseAppUrl: env.DATABASE_APP_URL,
    databaseWorkerUrl: env.DATABASE_WORKER_URL,
    redisUrl: env.REDIS_URL,
    smtpUrl: env.SMTP_URL,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    trustProxy: env.TRUST_PROXY,
    secretKeys: env.SECRET_KEYS,
    departmentsUrl: env.DEPARTMENTS_URL?.replace(/\/+$/, ''),
    clamavUrl: env.CLAMAV_URL,
    demo: env.DEMO,
    passwordProfile: env.PASSWORD_PROFILE,
    passwordDays: env.PASSWORD_DAYS,
    lockoutMinutes: env.LOCKOUT_MINUTES,
    securityContact: env.SECURITY_CONTACT,
    matching: env.MATCHING,
    logLevel: env.LOG_LEVEL,
  });
}
