import { randomBytes } from 'node:crypto';
import { Transactions } from '../../platform/database';
import { defineTask, migrateAll } from '../../platform/start';
import { inAllLanguages, recordKeeper, trustApplication } from '../audit';
import { AccountsModule } from './accounts.module';
import { CreateAccount } from './use-cases/create-account.use-case';

const ADMINISTRATORS = ['system-administrator', 'security-administrator', 'audit-administrator'] as const;

/** The first account of an installation without the demonstration; looks after all its districts. */
export const createAdministratorTask = defineTask({
  name: 'create-administrator',
  usage: 'USER [--role system-administrator|security-administrator|audit-administrator]',
  describe: 'Makes an administrator and prints a password to be changed at the first sign-in',
  words: 1,
  options: { role: 'value' },
  async run({ words, options }, context) {
    const role = ADMINISTRATORS.find((known) => known === (options.role ?? ADMINISTRATORS[0]));
    const [username = ''] = words;
    const password = randomBytes(15).toString('base64url');
    await migrateAll(context.urls.ownerUrl);
    const application = await trustApplication(context, AccountsModule);
    try {
      if (!role)
        throw new Error(inAllLanguages(application, 'accounts.task.role-wrong', { roles: ADMINISTRATORS.join(', ') }));
      const create = application.get(CreateAccount);
      const { id } = await application
        .get(Transactions)
        .run(recordKeeper('first-administrator'), () =>
          create.execute({ username, displayName: username, password, posts: [{ role }] }),
        );
      const line = inAllLanguages(application, 'accounts.task.administrator', { role, username, password });
      return { line, data: { id, username, role, password } };
    } finally {
      await application.close();
    }
  },
});
