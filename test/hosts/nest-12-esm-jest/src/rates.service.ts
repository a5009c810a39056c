import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { TrackedCron } from 'nestjs-tracked-cron';
import { Repository } from 'typeorm';
import { Rate } from './rate.entity.js';

@Injectable()
export class RatesService {
  constructor(@InjectRepository(Rate) private readonly rates: Repository<Rate>) {}

  @TrackedCron('* * * * * *', { name: 'rates', timeout: '10s' })
  async refresh(): Promise<number> {
    await this.rates.save({ currency: 'EUR', value: 1 });
    return this.rates.countBy({ currency: 'EUR' });
  }

  @Cron('0 * * * *')
  async check(): Promise<void> {
    await this.rates.count();
  }
}
