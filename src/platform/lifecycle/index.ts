export {
  type AnyLifecycle,
  defineLifecycle,
  type Lifecycle,
  type LifecycleDefinition,
  type MoveFacts,
  type MoveRule,
  registeredLifecycles,
} from './lifecycle';
export { checkLifecycles, faultsOf, LifecycleError } from './lifecycle-faults';
export { LifecycleModule } from './lifecycle.module';
export { Lifecycles, type MoveRequest } from './lifecycles';
export type { Move } from './moves.store';
