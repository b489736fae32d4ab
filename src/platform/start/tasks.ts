import { parseArgs } from 'node:util';
import { type Config, loadConfig } from '../config';
import { type DatabaseUrls } from './database-roles';
import { prepareDataFolder } from './data-folder';
import { reasonOf, say, StartError } from './messages';
import { databaseUrls, openDatabase } from './open-database';
import { fail } from './run-process';

/** What a chore may use. The database answers and both application roles exist; the schema may be old. */
export interface TaskContext {
  config: Config;
  urls: DatabaseUrls;
}

/** What a chore has done: one line for people and an object that `--json` prints as the last line. */
export interface TaskResult {
  line: string;
  data: Record<string, unknown>;
}

/** A chore: `npm run task -- NAME …`. */
export interface Task {
  name: string;
  /** Words after the name, e.g. `FILE [--dry-run]`. */
  usage: string;
  /** One sentence for the list. */
  describe: string;
  /** Names of accepted `--options`; `json` is accepted by all. A flag is true or absent, the others have a value. */
  options?: Readonly<Record<string, 'flag' | 'value'>>;
  /** How many plain words it wants; others are refused with the usage. Default 0. */
  words?: number;
  /** Answers only when the work is wholly done; otherwise throws (exit 1). */
  run(input: TaskInput, context: TaskContext): Promise<TaskResult>;
}

export interface TaskInput {
  words: readonly string[];
  options: Readonly<Record<string, string | true | undefined>>;
}

/** Keeps the type of a chore while it is written. */
export function defineTask(task: Task): Task {
  return task;
}

/** Lists the chores, or runs the one that the arguments name and ends the process: 0 only when it is wholly done. */
export async function runTasks(tasks: readonly Task[], args: readonly string[]): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined) {
    process.stdout.write(`${listOf(tasks)}\n`);
    return;
  }
  try {
    const task = tasks.find((candidate) => candidate.name === name);
    if (!task) throw new StartError('task-unknown', { name });
    const { json, input } = readInput(task, rest);
    const { line, data } = await runOne(task, input);
    process.stdout.write(json ? `${JSON.stringify(data)}\n` : `${line}\n`);
  } catch (error) {
    fail(error instanceof StartError ? error : withStack(name, error));
  }
  // Pools of the chore's modules may still count down their idle connections.
  process.exit(0);
}

function listOf(tasks: readonly Task[]): string {
  const lines = tasks.map(({ name, usage, describe }) => `  ${`${name} ${usage}`.trim()}\n      ${describe}`);
  return [say('task-list'), ...lines].join('\n');
}

function readInput(task: Task, args: readonly string[]): { json: boolean; input: TaskInput } {
  const options = Object.fromEntries([
    ['json', { type: 'boolean' as const }],
    ...Object.entries(task.options ?? {}).map(([key, kind]) => [key, { type: kind === 'flag' ? 'boolean' : 'string' }]),
  ]) as Record<string, { type: 'boolean' | 'string' }>;
  const usage = new StartError('task-usage', { usage: `${task.name} ${task.usage}`.trim() });
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length !== (task.words ?? 0)) throw usage;
    const { json, ...own } = values as Record<string, string | true | undefined>;
    return { json: json === true, input: { words: positionals, options: own } };
  } catch {
    throw usage;
  }
}

/** Attaches to the running instance's database, or starts the embedded one and stops it again. */
async function runOne(task: Task, input: TaskInput): Promise<TaskResult> {
  const config = loadConfig();
  prepareDataFolder(config.dataDir);
  const database = await openDatabase(config);
  try {
    return await task.run(input, { config, urls: await databaseUrls(config, database) });
  } finally {
    await database.stop();
  }
}

function withStack(name: string, error: unknown): StartError {
  const failed = new StartError('task-failed', { name, reason: reasonOf(error) });
  if (error instanceof Error && error.stack !== undefined) process.stderr.write(`${error.stack}\n`);
  return failed;
}
