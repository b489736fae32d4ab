export { DataFileError, type DataProblem, lineOf, checkData, readDataFile } from './data-file';
