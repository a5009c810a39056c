import { Injectable, Logger } from '@nestjs/common';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
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
  @TrackedCron('30 2 * * *', {
    name: 'nightly-archive',
    group: 'housekeeping',
    timeZone: 'Europe/Riga',
    catchUpWindow: '12h', // a server that was down at night archives in the morning
  })
  async archivePastSeasons(@Execution() context: CronContext): Promise<void> {
    const season = await this.fixtures.currentSeason();
    if (season === undefined) return;
    const matches = await this.archive.moveSeasonsBefore(season);
    const entries = await this.importLog.removeBefore(new Date(Date.now() - IMPORT_LOG_KEPT_MS));
    context.metadata.matches = matches;
    this.logger.log(`${matches} matches archived, ${entries} entries of the import log removed`);
  }
}
