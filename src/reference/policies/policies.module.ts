import { Global, Module } from '@nestjs/common';
import { Policies } from './policies.service';

@Global()
@Module({ providers: [Policies], exports: [Policies] })
export class PoliciesModule {}
