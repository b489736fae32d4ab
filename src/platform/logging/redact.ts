const PATTERNS: ReadonlyArray<[RegExp, string]> = [
  // Identity numbers (B49), then mobile numbers, then what follows a secret's name.
  [/(?<!\d)\d{17}[\dXx](?!\d)/g, '[identity]'],
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, '[phone]'],
  [/\b(password|pin|token|secret|authorization|cookie)(["']?\s*[:=]\s*["']?)[^\s"',;}]+/gi, '$1$2[secret]'],
];

/** Takes out what must not stand in a log: identity numbers, phones, passwords, PINs, tokens. */
export function redact(text: string): string {
  return PATTERNS.reduce((line, [pattern, instead]) => line.replace(pattern, instead), text);
}
