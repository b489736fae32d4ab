import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DepartmentOrders } from '../../exchange/department-files';
import { HomeCards } from '../shell';

/** On the home page: orders that no department has answered in time, and checks that wait for an order (R93). */
@Injectable()
export class DepartmentFileCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly orders: DepartmentOrders,
  ) {}

  onModuleInit(): void {
    const href = '/console/department-orders';
    const load = async () => {
      const { late, waiting } = await this.orders.counts();
      return [
        { key: 'department-files.cards.late', count: late, href: `${href}?late=true`, urgency: 'late' as const },
        { key: 'department-files.cards.waiting', count: waiting, href, urgency: 'today' as const },
      ];
    };
    this.cards.register({ permission: 'department-files:write', load });
  }
}
