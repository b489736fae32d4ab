/** What every answer has to say of itself (ASVS 5.0 3.4). */
const WANTED: ReadonlyArray<[header: string, says: RegExp]> = [
  ['content-security-policy', /default-src 'self'/],
  ['content-security-policy', /script-src 'self'(;|$)/],
  ['content-security-policy', /style-src 'self'(;|$)/],
  ['content-security-policy', /object-src 'none'/],
  ['content-security-policy', /frame-ancestors 'none'/],
  ['content-security-policy', /base-uri 'none'/],
  ['x-content-type-options', /^nosniff$/],
  ['referrer-policy', /^no-referrer$/],
  ['cross-origin-resource-policy', /^same-origin$/],
  ['cache-control', /no-store/],
];
/** A picture that somebody uploaded: it runs nothing, and more strictly so than a page (design 8.11). */
const SHUT = "default-src 'none'; sandbox; frame-ancestors 'none'";
/** What an answer must not tell: the kind of server, or that scripts and styles in the page may run. */
const UNWANTED: typeof WANTED = [
  ['content-security-policy', /unsafe-inline|unsafe-eval/],
  ['x-powered-by', /./],
  ['server', /./],
];

/** What is wrong with the headers of an answer, one line for each fault. */
export function headerFaults(path: string, headers: Record<string, string | undefined>): string[] {
  const shut = headers['content-security-policy'] === SHUT;
  const wanted = WANTED.filter(([name]) => !(shut && name === 'content-security-policy'));
  const missing = wanted.filter(([name, says]) => !says.test(headers[name] ?? ''));
  const told = UNWANTED.filter(([name, says]) => says.test(headers[name] ?? ''));
  return [...missing, ...told].map(([name]) => `${path} ${name}: ${headers[name] ?? 'missing'}`);
}
