import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, type Repository } from 'typeorm';
import { ImportLogEntry } from './import-log-entry.entity.js';

@Injectable()
export class ImportLogService {
  private readonly logger = new Logger(ImportLogService.name);

  constructor(@InjectRepository(ImportLogEntry) private readonly entries: Repository<ImportLogEntry>) {}

  async record(source: string, found: number, changed: number): Promise<void> {
    await this.entries.insert({ source, found, changed });
    this.logger.log(`${source}: ${found} found, ${changed} new or changed`);
  }

  /** @returns how many entries were removed */
  async removeBefore(instant: Date): Promise<number> {
    const { affected } = await this.entries.delete({ importedAt: LessThan(instant) });
    return affected ?? 0;
  }
}
