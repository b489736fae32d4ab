import { Logger } from '@nestjs/common';
import type { TestApp } from '../../support/app';
import { loginAs, openDistrict } from '../../support/district';
import { identityNumber, householdInput, memberInput } from '../../factories/households.factory';
import { checkLogs, leakedSecrets, rememberSecret, rememberSecrets } from '../../support/log-fence';

describe('the fence around the log', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openDistrict();
  });
  afterAll(() => app.close());

  it('finds what a request carried, whoever logs it at whatever level', async () => {
    const identity = identityNumber('1950-01-01');
    const worker = app.api((await loginAs(app, 'window-worker')).token);
    const member = memberInput({ identityKind: 'resident-id', identityNumber: identity });
    const answer = await worker.post('households', householdInput({ members: [member] }));
    expect(answer.status).toBeLessThan(500);
    expect(leakedSecrets()).toEqual([]);
    new Logger('careless').debug(`the member has ${identity}`);
    expect(leakedSecrets()).toEqual(['identityNumber: the member has █ careless']);
    expect(checkLogs).toThrow('Secrets in the log');
    expect(checkLogs).not.toThrow();
  });

  it('remembers tokens and the fields of forms, and is not misled by a number inside another', () => {
    rememberSecrets({
      'members.0.phone': '13912340099',
      nested: [{ recoveryCodes: ['abcd-efgh-1'] }],
      name: '不算秘密',
    });
    rememberSecret('pin', '424242');
    const logger = new Logger('careless');
    logger.log('call 13912340099', 'no 14242425 here, nor 不算秘密');
    logger.verbose({ text: 'abcd-efgh-1' });
    expect(leakedSecrets().map((line) => line.split(':')[0])).toEqual(['phone', 'recoveryCodes']);
    expect(checkLogs).toThrow();
  });
});
