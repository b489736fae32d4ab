import { Module } from '@nestjs/common';
import { DeliveryPages } from './deliveries-pages.controller';

/** Pages about what was delivered. */
@Module({ controllers: [DeliveryPages] })
export class DeliveryPagesModule {}
