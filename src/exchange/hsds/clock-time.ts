/**
 * A time of day as sources write it: `9:00 am`, `9:0am`, `830am`, `9a`, `19:30`, 1930 (integer), `Noon`.
 * Answers HH:MM, or null when it cannot be told. Minutes of one digit are that many minutes only when 0.
 */
export function readClockTime(value: unknown): string | null {
  if (typeof value === 'number') return Number.isInteger(value) ? fromDigits(String(value), '') : null;
  if (typeof value !== 'string') return null;
  const written = value.trim().toLowerCase().replace(/\./g, '').replace(/\s+/g, '');
  if (written === 'noon') return '12:00';
  if (written === 'midnight') return '00:00';
  const colon = /^(\d{1,2}):(\d{1,2})(?::\d{2})?(?:z|[+-]\d\d:?\d\d)?(am?|pm?)?$/.exec(written);
  if (colon)
    return colon[2]!.length === 1 && colon[2] !== '0'
      ? null
      : clock(Number(colon[1]), Number(colon[2]), colon[3] ?? '');
  const digits = /^(\d{1,4})(am?|pm?)?$/.exec(written);
  return digits ? fromDigits(digits[1]!, digits[2] ?? '') : null;
}

function fromDigits(digits: string, half: string): string | null {
  if (digits.length <= 2) return half === '' && digits !== '0' ? null : clock(Number(digits), 0, half);
  return clock(Number(digits.slice(0, -2)), Number(digits.slice(-2)), half);
}

function clock(hours: number, minutes: number, half: string): string | null {
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return null;
  if (half !== '' && (hours < 1 || hours > 12)) return null;
  const full = half === '' ? hours : (hours % 12) + (half.startsWith('p') ? 12 : 0);
  return `${String(full).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
