export { CryptoModule } from './crypto.module';
export { CiphertextError } from './envelope';
export { type Erasure, listedErasures, listErasure } from './erasure-list';
export { KeyRing } from './key-ring';
export { KeyRotation } from './key-rotation';
export { loadKeyRing } from './key-source';
export { type IndexKind, Sealer } from './sealer';
export { type SubjectDigest, SubjectDigests } from './subject-digests';
export { mintDigits, mintToken, tokenHash } from './tokens';
