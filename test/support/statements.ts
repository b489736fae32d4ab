import { DataSource } from 'typeorm';
import type { TestApp } from './app';

/** The statements that the web side sends while `work` runs; those that open and close its transactions left out. */
export async function sentBy(app: TestApp, work: () => Promise<unknown>): Promise<string[]> {
  const dataSource = app.app.get(DataSource);
  const { logger } = dataSource;
  const sent: string[] = [];
  dataSource.logger = Object.assign(Object.create(logger) as typeof logger, {
    logQuery: (text: string) => void sent.push(text),
  });
  try {
    await work();
  } finally {
    dataSource.logger = logger;
  }
  return sent.filter(
    (text) => !/^\s*(start transaction|commit|rollback|set transaction|select set_config)/i.test(text),
  );
}
