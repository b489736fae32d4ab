import { startDepartments } from './exchange/departments';
import { runProcess } from './platform/start';
import { Clock } from './platform/time';

const DEFAULT_PORT = 3900;

/** The invented departments of the demonstration (R93), apart from the product: `npm run departments [-- PORT]`. */
void runProcess(async () => {
  const clock = new Clock();
  const { port, url, stop } = await startDepartments(Number(process.argv[2] ?? DEFAULT_PORT), () => clock.today());
  process.send?.({ url, port });
  process.stdout.write(`DEPARTMENTS_URL=${url}\n`);
  return { stop };
});
