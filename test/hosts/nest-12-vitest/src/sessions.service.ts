import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { LessThan, Repository } from 'typeorm';
import { Session } from './session.entity.js';

@Injectable()
export class SessionsService {
  constructor(@InjectRepository(Session) private readonly sessions: Repository<Session>) {}

  @TrackedCron(CronExpression.EVERY_SECOND, { timeout: '10s' })
  async removeExpired(@Execution() context?: CronContext): Promise<number> {
    const { affected } = await this.sessions.delete({ expiresAt: LessThan(new Date()) });
    context?.progress(1, 'sessions');
    return affected ?? 0;
  }

  @Cron(CronExpression.EVERY_DAY_AT_3AM)
  async report(): Promise<void> {
    await this.sessions.count();
  }
}
