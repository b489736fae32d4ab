import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ConfigurationError } from '../config';
import { Transactions } from '../database';
import { KeyRing } from './key-ring';
import { keyActor } from './key-rotation';

/** Refuses to start with wrong or missing keys: better no service than data sealed with a key nobody expects. */
@Injectable()
export class KeyCheck implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly ring: KeyRing,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.transactions.runApart(keyActor('key-check'), () => this.check());
  }

  /** @throws ConfigurationError naming the key, never its value */
  async check(): Promise<void> {
    const { manager } = this.transactions;
    const missing = await manager.query<Array<{ key_id: string }>>(
      'select distinct key_id from subject_keys where wrapped is not null and key_id <> all($1::text[])',
      [this.ring.ids],
    );
    if (missing[0])
      throw new ConfigurationError(`SECRET_KEYS: key ${missing[0].key_id} is missing, but data is sealed with it`);
    for (const id of this.ring.ids) {
      await manager.query('insert into key_checks (key_id, value) values ($1, $2) on conflict (key_id) do nothing', [
        id,
        this.ring.checkValue(id),
      ]);
      const [row] = await manager.query<Array<{ value: Buffer }>>('select value from key_checks where key_id = $1', [
        id,
      ]);
      if (!row || !this.ring.matches(id, row.value)) {
        throw new ConfigurationError(
          `SECRET_KEYS: key ${id} is not the key of that name that this database was sealed with`,
        );
      }
    }
  }
}
