import 'reflect-metadata';
import { dropDatabases } from './database';

// Specs of whole processes meet slow machines; a first failure is printed and tried once more, never hidden.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

afterAll(() => dropDatabases());
