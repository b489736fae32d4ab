import { KeyRing, KeyRotation } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { defineTask } from '../../platform/start';
import { Audit } from './audit.service';
import { recordKeeper } from './audit-sealer';
import { inAllLanguages, trustApplication } from './trust-application';

const SECOND = 1000;

/** Wraps all subjects' keys with the first key of SECRET_KEYS; on the record like any other act (C2). */
export const rotateKeysTask = defineTask({
  name: 'rotate-keys',
  usage: '',
  describe: 'Wraps every subject key anew with the first key of SECRET_KEYS; may be stopped and run again',
  async run(_input, context) {
    const application = await trustApplication(context);
    try {
      let shown = -SECOND;
      const rewrapped = await application.get(KeyRotation).rewrap((done, of) => {
        if (performance.now() - shown < SECOND) return;
        shown = performance.now();
        process.stderr.write(`${inAllLanguages(application, 'audit.task.rotating', { done, of })}\n`);
      });
      const audit = application.get(Audit);
      await application
        .get(Transactions)
        .runApart(recordKeeper('key-rotation'), () => audit.changed({ action: 'keys.rotated', subjectType: 'keys' }));
      const activeKey = application.get(KeyRing).activeId;
      // The old key stays in SECRET_KEYS: blind indexes written under it are still searched with it.
      const line = inAllLanguages(application, 'audit.task.rotated', { count: rewrapped, key: activeKey });
      return { line, data: { rewrapped, activeKey } };
    } finally {
      await application.close();
    }
  },
});
