import { Global, Module } from '@nestjs/common';
import { Lifecycles } from './lifecycles';
import { MovesStore } from './moves.store';

/** The engine for every room; loading it checks all life cycles. */
@Global()
@Module({ providers: [Lifecycles, MovesStore], exports: [Lifecycles] })
export class LifecycleModule {}
