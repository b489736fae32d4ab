export { DataFileError, checkData, readDataFile } from './data-file';
