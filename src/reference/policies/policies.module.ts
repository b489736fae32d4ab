import { Module } from '@nestjs/common';
import { Policies } from './policies.service';

@Module({ providers: [Policies], exports: [Policies] })
export class PoliciesModule {}
