import { Transactions } from '../../platform/database';
import { defineTask, migrateAll } from '../../platform/start';
import { inAllLanguages, recordKeeper, trustApplication } from '../audit';
import { AccountsModule } from './accounts.module';
import { CreateAccount } from './use-cases/create-account.use-case';

const ADMINISTRATORS = ['system-administrator', 'security-administrator', 'audit-administrator'] as const;

/**
 * The first account of an installation without the demonstration; looks after all its districts. It prints a link, not a
 * password: whoever sets one is the only person who knows it (C2).
 */
export const createAdministratorTask = defineTask({
  name: 'create-administrator',
  usage: 'USER [--role system-administrator|security-administrator|audit-administrator]',
  describe: 'Makes an administrator and prints a link, good for 24 hours, to set the password',
  words: 1,
  options: { role: 'value' },
  async run({ words, options }, context) {
    const role = ADMINISTRATORS.find((known) => known === (options.role ?? ADMINISTRATORS[0]));
    const [username = ''] = words;
    await migrateAll(context.urls.ownerUrl);
    const application = await trustApplication(context, AccountsModule);
    try {
      if (!role)
        throw new Error(inAllLanguages(application, 'accounts.task.role-wrong', { roles: ADMINISTRATORS.join(', ') }));
      const create = application.get(CreateAccount);
      const { id, link } = await application
        .get(Transactions)
        .run(recordKeeper('first-administrator'), () =>
          create.execute({ username, displayName: username, posts: [{ role }] }),
        );
      const url = link?.url ?? '';
      return {
        line: inAllLanguages(application, 'accounts.task.administrator', { role, username, url }),
        data: { id, username, role, url },
      };
    } finally {
      await application.close();
    }
  },
});
