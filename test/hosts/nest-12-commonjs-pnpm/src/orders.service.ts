import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { TrackedCron } from 'nestjs-tracked-cron';
import { Repository } from 'typeorm';
import { Order } from './order.entity';

@Injectable()
export class OrdersService {
  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}

  @TrackedCron('* * * * * *', { name: 'orders.close', timeout: '10s' })
  async close(): Promise<number> {
    const { affected } = await this.orders.update({ state: 'open' }, { state: 'closed' });
    return affected ?? 0;
  }

  @Cron('0 4 * * *')
  async archive(): Promise<void> {
    await this.orders.delete({ state: 'closed' });
  }
}
