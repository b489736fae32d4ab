import { Global, Module } from '@nestjs/common';
import { Config } from '../config';
import { KeyCheck } from './key-check';
import { KeyRing } from './key-ring';
import { KeyRotation } from './key-rotation';
import { loadKeyRing } from './key-source';
import { Sealer } from './sealer';
import { SubjectDigests } from './subject-digests';
import { SubjectKeys } from './subject-keys.store';

/** Field encryption. Boot refuses wrong keys. */
@Global()
@Module({
  providers: [
    { provide: KeyRing, useFactory: (config: Config) => loadKeyRing(config), inject: [Config] },
    SubjectKeys,
    Sealer,
    SubjectDigests,
    KeyRotation,
    KeyCheck,
  ],
  exports: [KeyRing, Sealer, SubjectDigests, KeyRotation],
})
export class CryptoModule {}
