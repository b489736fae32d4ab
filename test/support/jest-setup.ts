import 'reflect-metadata';
import { dropDatabases } from './database';

afterAll(() => dropDatabases());
