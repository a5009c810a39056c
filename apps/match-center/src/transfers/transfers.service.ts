import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
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
  @Cron(CronExpression.EVERY_MINUTE, { name: 'transfers-import' })
  async importTransfers(): Promise<void> {
    const [last] = await this.transfers.find({ order: { at: 'desc' }, take: 1 });
    const found = await this.feed.transfers(last?.at);
    await this.transfers.upsert(found, ['id']);
    await this.importLog.record('transfers', found.length, found.length);
  }
}
