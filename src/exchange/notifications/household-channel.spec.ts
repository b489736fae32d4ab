import { householdChannel } from './household-channel';

describe('the way to a household', () => {
  const way = (contactChannel: Parameters<typeof householdChannel>[0]['contactChannel'], email: string | null = null) =>
    householdChannel({ contactChannel, email }, false);

  it('is e-mail only where there is an address, else a letter', () => {
    expect(way('email', 'a@b.cn')).toBe('email');
    expect(way('email')).toBe('letter');
  });

  it('is the worker for who wants a call, wants the worker, or wants no contact', () => {
    expect([way('phone'), way('via-worker'), way('none')]).toEqual(['phone-task', 'phone-task', 'phone-task']);
  });

  it('is a short message or a letter where that was chosen', () => {
    expect([way('sms'), way('letter')]).toEqual(['sms', 'letter']);
  });

  it('is the worker where nobody else may bring it, whatever was chosen', () => {
    expect(householdChannel({ contactChannel: 'email', email: 'a@b.cn' }, true)).toBe('phone-task');
    expect(householdChannel({ contactChannel: 'letter', email: null }, true)).toBe('phone-task');
  });
});
