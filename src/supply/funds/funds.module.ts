import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { Fund } from './fund.entity';
import { FundEntry } from './fund-entry.entity';
import { FundRequest } from './fund-request.entity';
import { FundRequestsController } from './fund-requests.controller';
import { FundRequestsStore } from './fund-requests.store';
import { FundsController } from './funds.controller';
import { Funds } from './funds.service';
import { FundsStore } from './funds.store';
import { KeepFund } from './use-cases/keep-fund.use-case';
import { RequestFund } from './use-cases/request-fund.use-case';
import './fund-request.copy';

registerEntities([Fund, FundEntry, FundRequest]);

@Module({
  controllers: [FundsController, FundRequestsController],
  providers: [FundsStore, FundRequestsStore, Funds, KeepFund, RequestFund],
  exports: [Funds, KeepFund, RequestFund],
})
export class FundsModule {}
