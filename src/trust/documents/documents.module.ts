import { Module } from '@nestjs/common';
import { VirusScanner } from './virus-scanner';

/** What is asked of bytes that somebody sends before they are kept. */
@Module({ providers: [VirusScanner], exports: [VirusScanner] })
export class DocumentsModule {}
