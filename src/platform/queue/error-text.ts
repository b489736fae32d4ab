const LONGEST = 2_000;

/** What is kept of a failure: kind and first words, no stack. */
export function errorText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, LONGEST);
}
