import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DemonstrationModule, LoadDemonstration } from '../../../src/exchange/demonstration';
import { WorkerModule } from '../../../src/worker.module';
import { startApp, type TestApp } from '../app';
import { CLUSTER_URL, query } from '../cluster';
import { createTemplate, fromSetup, inTurn, templateNamed } from '../database';
import { makeScenes, type Scenes } from './scenes';

/** A demonstration with the scenes that it lacks, at rest: a database that nobody works on, and the files beside it. */
export interface MadeDemonstration {
  template: string;
  folder: string;
  scenes: Scenes;
}

@Module({})
class Demonstration {
  static of(app: TestApp): DynamicModule {
    const worker = WorkerModule.forRoot(app.config, app.database.workerUrl, { background: false });
    return { module: Demonstration, imports: [worker, DemonstrationModule] };
  }
}

/**
 * Made once a run and copied by each spec that works on it: telling twenty households takes a minute, a copy a moment.
 * The first to ask makes it, the others wait. What belongs to it stands in the comment of its database.
 */
export async function madeDemonstration(households: number): Promise<MadeDemonstration> {
  const template = templateNamed(`demonstration_${households}`);
  return inTurn(template, async () => (await kept(template)) ?? (await make(template, households)));
}

async function kept(template: string): Promise<MadeDemonstration | undefined> {
  const [found] = await query<{ made: string | null }>(
    fromSetup(CLUSTER_URL),
    `select shobj_description(oid, 'pg_database') as made from pg_database where datname = '${template}'`,
  );
  return found?.made ? (JSON.parse(found.made) as MadeDemonstration) : undefined;
}

async function make(template: string, households: number): Promise<MadeDemonstration> {
  const app = await startApp(await createTemplate(template));
  const maker = await NestFactory.createApplicationContext(Demonstration.of(app), { logger: ['error'] });
  await maker.get(LoadDemonstration, { strict: false }).execute({ households, providersOfAKind: 8, leads: 4 });
  await maker.close();
  const made = { template, folder: app.config.dataDir, scenes: await makeScenes(app) };
  await app.close();
  const words = JSON.stringify(made).replaceAll("'", "''");
  await query(fromSetup(CLUSTER_URL), `comment on database ${template} is '${words}'`);
  return made;
}
