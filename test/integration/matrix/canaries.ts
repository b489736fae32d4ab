import type { FieldGroup, ReleaseLevel } from '../../../src/trust/access';
import { identityNumber } from '../../factories/households.factory';

/** Words that stand in one field of the file and nowhere else, with the place of that field in the table C3. */
export interface Canary {
  text: string;
  group: FieldGroup;
  from: ReleaseLevel;
  /** For a provider's staff, to whom a dispatcher's "masked" is name and phone without the door. */
  ofProviderFrom?: ReleaseLevel;
}

const NUMBER = identityNumber('1961-05-06');

export const FILE = {
  name: '欧阳试',
  identityNumber: NUMBER,
  disabilityCard: `${NUMBER}43`,
  phone: '13911112222',
  door: '9组7号后院',
  lineNote: '收入来自编竹筐',
  obligor: '欧阳远行',
  needReason: '米缸见底的样子',
  goal: '每天走到老槐树',
  message: '喜欢安静的下午',
  safetyNote: '院里有一只大黄狗',
  serviceNote: '送到时在晒红薯干',
  photo: '墙角的旧藤椅',
};

export const CANARIES: readonly Canary[] = [
  { text: FILE.name, group: 'contact', from: 'masked' },
  { text: FILE.identityNumber, group: 'identity', from: 'full' },
  { text: FILE.phone, group: 'contact', from: 'full', ofProviderFrom: 'masked' },
  { text: FILE.door, group: 'contact', from: 'full' },
  { text: FILE.lineNote, group: 'economy', from: 'full' },
  { text: FILE.obligor, group: 'economy', from: 'full' },
  { text: FILE.needReason, group: 'need', from: 'full' },
  { text: FILE.goal, group: 'plan', from: 'summary' },
  { text: FILE.message, group: 'plan', from: 'summary' },
  { text: FILE.safetyNote, group: 'health', from: 'summary' },
  { text: FILE.photo, group: 'answers', from: 'full' },
  { text: FILE.serviceNote, group: 'service-notes', from: 'full' },
];
