export { DocumentsModule } from './documents.module';
export { plainPicture } from './plain-picture';
export { type Picture, type PictureType, pictureTypes } from './picture';
export { type ScanOutcome, VirusScanner } from './virus-scanner';
