import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { FixturesService } from '../fixtures/fixtures.service.js';
import { ImportLogService } from '../import-log/import-log.service.js';
import { ArchivedMatchRepository } from './archived-match.repository.js';

const IMPORT_LOG_KEPT_MS = 7 * 24 * 60 * 60_000;

@Injectable()
export class ArchiveService {
  private readonly logger = new Logger(ArchiveService.name);

  constructor(
    private readonly archive: ArchivedMatchRepository,
    private readonly fixtures: FixturesService,
    private readonly importLog: ImportLogService,
  ) {}

  /** At night, when nobody looks at past seasons. */
  @Cron('30 2 * * *', { name: 'nightly-archive', timeZone: 'Europe/Riga' })
  async archivePastSeasons(): Promise<void> {
    const season = await this.fixtures.currentSeason();
    if (season === undefined) return;
    const matches = await this.archive.moveSeasonsBefore(season);
    const entries = await this.importLog.removeBefore(new Date(Date.now() - IMPORT_LOG_KEPT_MS));
    this.logger.log(`${matches} matches archived, ${entries} entries of the import log removed`);
  }
}
