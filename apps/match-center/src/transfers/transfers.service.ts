import { Injectable } from '@nestjs/common';
import { CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import type { Repository } from 'typeorm';
import { FeedClient } from '../feed/feed.client.js';
import { ImportLogService } from '../import-log/import-log.service.js';
import { Transfer } from './transfer.entity.js';

@Injectable()
export class TransfersService {
  constructor(
    @InjectRepository(Transfer) private readonly transfers: Repository<Transfer>,
    private readonly feed: FeedClient,
    private readonly importLog: ImportLogService,
  ) {}

  /** In most minutes there is nothing new: an import that finds nothing is no failure. */
  @TrackedCron(CronExpression.EVERY_MINUTE, {
    name: 'transfers-import',
    group: 'imports',
    tags: ['feed'],
    timeout: '30s',
  })
  async importTransfers(@Execution() context: CronContext): Promise<void> {
    const [last] = await this.transfers.find({ order: { at: 'desc' }, take: 1 });
    const found = await this.feed.transfers(last?.at, context.signal);
    await this.transfers.upsert(found, ['id']);
    context.metadata.found = found.length;
    await this.importLog.record('transfers', found.length, found.length);
  }
}
