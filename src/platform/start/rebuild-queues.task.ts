import type { INestApplicationContext } from '@nestjs/common';
import { RebuildQueues } from '../queue';
import { say } from './messages';
import { defineTask, type Task, type TaskContext } from './tasks';

/**
 * `rebuild-queues`: after Redis or the schema of BullMQ was lost. May run beside workers, and again: it adds what is
 * missing and nothing twice.
 * @param openWorker the worker side of the product without its queue, with the queue's own tables made
 */
export const rebuildQueuesTask = (openWorker: (context: TaskContext) => Promise<INestApplicationContext>): Task =>
  defineTask({
    name: 'rebuild-queues',
    usage: '',
    describe: 'Brings waiting events and long jobs back to the queue after its store was lost',
    async run(_input, context) {
      const application = await openWorker(context);
      try {
        const rebuilt = { ...(await application.get(RebuildQueues, { strict: false }).execute()) };
        return { line: say('queues-rebuilt', rebuilt), data: rebuilt };
      } finally {
        await application.close();
      }
    },
  });
