import { Global, Module } from '@nestjs/common';
import { PoliciesController } from './policies.controller';
import { Policies } from './policies.service';

@Global()
@Module({ controllers: [PoliciesController], providers: [Policies], exports: [Policies] })
export class PoliciesModule {}
