import { dictionary } from '@zxcvbn-ts/language-common';

/** Lower case, without the separators that people put between words: how a password is compared. */
export const plainPassword = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s._-]/g, '');

// Beside the commonest of the leaks: what people choose here when twelve characters are asked for.
const SEQUENCES = [
  '123456789012',
  '1234567890123',
  '0123456789ab',
  '012345678910',
  '987654321098',
  '098765432109',
  '112233445566',
  '123456abcdef',
  'abcdef123456',
  'abcdefghijkl',
  'abcdefghijklm',
  'qwertyuiopas',
  'qwertyuiop[]',
  'qwertyuiop12',
  'qwertyuiop123',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  'zaq12wsxcde3',
  'q1w2e3r4t5y6',
  '1q2w3e4r5t6y',
  'asdfghjkl123',
  'asdfghjklzxc',
  'zxcvbnm12345',
  'qazwsxedcrfv',
  'qwerasdfzxcv',
  '1234qwerasdf',
  'qwer1234asdf',
  'a1b2c3d4e5f6',
];
const WORDS = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'administrator',
  'admin',
  'letmein',
  'welcome',
  'iloveyou',
  'woaini',
  'qwerty',
  'changeme',
  'yuanlian',
  'shehuijiuzhu',
  'minzheng',
  'shegong',
  'test',
  'user',
  'guest',
  'root',
  'default',
  'system',
  'secret',
];
const ENDINGS = [
  '',
  '1',
  '12',
  '123',
  '1234',
  '12345',
  '123456',
  '1234567',
  '12345678',
  '123456789',
  '1234567890',
  '!',
  '1!',
  '123!',
  '@123',
  '520',
  '1314',
  '5201314',
  '2024',
  '2025',
  '2026',
  '2027',
  '666666',
  '888888',
  '0000',
  '@2025',
  '@2026',
  '@2027',
];

const OWN = [
  ...SEQUENCES,
  ...WORDS.flatMap((word) => ENDINGS.flatMap((ending) => [word + ending, word + word + ending, ending + word])),
  'correcthorsebatterystaple',
  'thisismypassword',
  'passwordpassword',
  'mypassword123',
  'administrator1',
  'letmeinplease',
];

/** The 49,000 commonest of published leaks and the own list (ASVS 5.0 6.2.4, 6.2.12). */
export const KNOWN_PASSWORDS: ReadonlySet<string> = new Set(
  [...dictionary['passwords-common'], ...OWN].map(plainPassword).filter((known) => known.length > 3),
);

/**
 * Whether a password is a known one, or one that was only made longer: digits and signs before or behind it, or itself
 * once more. Most of what leaks is shorter than our minimum, and this is how it is brought to it.
 */
export function isKnownPassword(password: string): boolean {
  const plain = plainPassword(password);
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return [plain, core].some((text) => KNOWN_PASSWORDS.has(onceOf(text))) || /^(.{1,5})\1+.{0,4}$/u.test(plain);
}

const onceOf = (text: string): string => /^(.+?)\1+$/u.exec(text)?.[1] ?? text;
