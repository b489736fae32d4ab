import { importsOf, productFiles } from './source-tree';

interface Rule {
  packages: RegExp;
  allowed: (file: string) => boolean;
  because: string;
}

const within =
  (...folders: string[]) =>
  (file: string): boolean =>
    folders.some((folder) => file.startsWith(`src/${folder}/`));

const RULES: readonly Rule[] = [
  {
    packages: /^(bullmq|ioredis)$/,
    allowed: within('platform/queue'),
    because: 'the rest of the product knows events and due items, not the queue behind them',
  },
  {
    packages: /^handlebars$/,
    allowed: within('platform/rendering'),
    because: 'one engine, one strict mode, one escaping',
  },
  {
    packages: /^@nestjs\/typeorm$/,
    allowed: within('platform/database'),
    because: 'entities are registered, repositories are not injected: every query runs in the open transaction',
  },
  {
    packages: /^typeorm(\/|$)/,
    allowed: (file) => within('platform')(file) || /\.(entity|store)\.ts$/.test(file),
    because: 'queries stand in stores',
  },
  {
    packages: /^pg(\/|$)/,
    // Dropping a part of the record is the owner's, and no request's.
    allowed: (file) => within('platform')(file) || file === 'src/trust/audit/prune-audit.use-case.ts',
    because: 'no business room opens its own connection',
  },
  {
    packages: /^(node:)?(https?|http2|net|tls|dgram|dns)(\/|$)|^(undici|axios|got|node-fetch)(\/|$)/,
    // The invented departments listen on this machine alone; they call nobody. The scanner's address is a setting.
    allowed: (file) =>
      within('platform/start')(file) ||
      ['src/exchange/departments/departments-server.ts', 'src/trust/documents/virus-scanner.ts'].includes(file),
    because: 'nothing here calls out by an address that somebody typed: no request can be led elsewhere (SSRF)',
  },
  {
    packages: /^nodemailer(\/|$)/,
    allowed: (file) => file === 'src/exchange/notifications/mail-transport.ts',
    because: 'mail goes to the server of the setting only',
  },
];

describe('packages stay in their room', () => {
  it.each(RULES)('$packages, because $because', ({ packages, allowed }) => {
    const strangers = productFiles().filter(
      (file) => !allowed(file) && importsOf(file).some(({ specifier }) => packages.test(specifier)),
    );
    expect(strangers).toEqual([]);
  });
});
