export { ProcessLogger } from './process-logger';
export { redact } from './redact';
