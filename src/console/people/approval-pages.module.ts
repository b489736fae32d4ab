import { Module } from '@nestjs/common';
import { ApprovalAskPages } from './approval-ask-pages.controller';
import { ApprovalCards } from './approval-cards';
import { ApprovalPages } from './approval-pages.controller';
import { Choices } from './choices';

/** Pages of requests for access. The form comes before the address with an id. */
@Module({ controllers: [ApprovalAskPages, ApprovalPages], providers: [ApprovalCards, Choices] })
export class ApprovalPagesModule {}
