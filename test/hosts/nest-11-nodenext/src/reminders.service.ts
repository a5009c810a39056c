import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { TrackedCron } from 'nestjs-tracked-cron';
import { Repository } from 'typeorm';
import { Invoice } from './invoice.entity';

@Injectable()
export class RemindersService {
  private readonly logger = new Logger(RemindersService.name);

  constructor(@InjectRepository(Invoice) private readonly invoices: Repository<Invoice>) {}

  @TrackedCron('@every 1s', { group: 'billing', timeout: '10s' })
  async remind(): Promise<number> {
    const open = await this.invoices.findBy({ reminded: false });
    for (const invoice of open) await this.invoices.update(invoice.id, { reminded: true });
    return open.length;
  }

  @Interval(60_000)
  tick(): void {
    this.logger.log('still here');
  }
}
