import { randomBytes } from 'node:crypto';
import { CiphertextError, closeEnvelope, keyIdOf, openEnvelope } from './envelope';

describe('envelope', () => {
  const key = randomBytes(32);
  const id = Buffer.from('k1');
  const closed = closeEnvelope(key, id, 'members.phone|7', Buffer.from('13800000000'));

  it('opens what it closed and names its key', () => {
    expect(openEnvelope(key, 'members.phone|7', closed).toString()).toBe('13800000000');
    expect(keyIdOf(closed).toString()).toBe('k1');
  });

  it('closes the same text to different bytes each time', () => {
    expect(closeEnvelope(key, id, 'members.phone|7', Buffer.from('13800000000'))).not.toEqual(closed);
  });

  it('carries an empty text', () => {
    expect(openEnvelope(key, 'p', closeEnvelope(key, id, 'p', Buffer.alloc(0)))).toHaveLength(0);
  });

  it.each([...closed.keys()].filter((at) => at % 5 === 0 || at < 4))('refuses a changed byte %i', (at) => {
    const changed = Buffer.from(closed);
    changed[at] = changed[at]! ^ 1;
    expect(() => openEnvelope(key, 'members.phone|7', changed)).toThrow(CiphertextError);
  });

  it('refuses another row, another column, another key and a cut', () => {
    expect(() => openEnvelope(key, 'members.phone|8', closed)).toThrow(CiphertextError);
    expect(() => openEnvelope(key, 'members.note|7', closed)).toThrow(CiphertextError);
    expect(() => openEnvelope(randomBytes(32), 'members.phone|7', closed)).toThrow(CiphertextError);
    expect(() => openEnvelope(key, 'members.phone|7', closed.subarray(0, 20))).toThrow(CiphertextError);
  });
});
