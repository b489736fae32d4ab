export { type DepartmentsProcess, forkDepartments } from './departments-process';
export { type DepartmentsServer, moods, startDepartments } from './departments-server';
