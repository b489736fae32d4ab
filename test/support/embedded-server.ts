import { startEmbedded } from '../../src/platform/start/embedded-postgres';

/** A process that keeps the embedded server of the given folder until it is killed. */
void startEmbedded({ dataDir: process.argv[2] ?? '', settings: ['fsync=off'] }).then(({ ownerUrl }) => {
  console.log(ownerUrl);
  setInterval(() => undefined, 1000);
});
