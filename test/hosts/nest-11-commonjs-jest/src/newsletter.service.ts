import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { Repository } from 'typeorm';
import { Subscriber } from './subscriber.entity';

@Injectable()
export class NewsletterService {
  constructor(@InjectRepository(Subscriber) private readonly subscribers: Repository<Subscriber>) {}

  @TrackedCron('* * * * * *', { name: 'newsletter', timeout: '10s' })
  async send(@Execution() context?: CronContext): Promise<number> {
    await this.subscribers.increment({}, 'letters', 1);
    const letters = await this.subscribers.count();
    if (context) context.metadata.letters = letters;
    return letters;
  }

  @Cron('0 3 * * *')
  async removeBounced(): Promise<void> {
    await this.subscribers.delete({ email: '' });
  }
}
