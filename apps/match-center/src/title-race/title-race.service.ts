import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import type { Repository } from 'typeorm';
import { randomOf } from '../feed/random.js';
import { finishedOf, remainingOf, teamsOf } from '../fixtures/fixture-lists.js';
import type { Fixture } from '../fixtures/fixture.entity.js';
import { FixturesService } from '../fixtures/fixtures.service.js';
import { leagueTable } from '../standings/league-table.js';
import { simulateChampion } from './season-simulation.js';
import { TitleChance } from './title-chance.entity.js';

const CHUNKS = 200;
const SEASONS_PER_CHUNK = 50;
/** Between two chunks the event loop belongs to the live scores. */
const BREATH_MS = 120;

@Injectable()
export class TitleRaceService {
  private readonly logger = new Logger(TitleRaceService.name);

  constructor(
    @InjectRepository(TitleChance) private readonly chances: Repository<TitleChance>,
    private readonly fixtures: FixturesService,
  ) {}

  /** Plays the rest of the season ten thousand times: about half a minute of work. */
  @TrackedCron('0 */2 * * * *', {
    name: 'title-race',
    group: 'reports',
    timeout: '90s',
    alertThresholds: { maxDuration: '1m', stallAfter: '15s' },
  })
  async calculate(@Execution() context: CronContext): Promise<void> {
    const season = await this.fixtures.currentSeason();
    if (season === undefined) return;
    const fixtures = await this.fixtures.ofSeason(season);
    const titles = await this.countTitles(fixtures, context);
    const calculatedAt = new Date();
    await this.chances.upsert(
      [...teamsOf(fixtures)].map((team) => ({
        season,
        team,
        chance: (titles.get(team) ?? 0) / (CHUNKS * SEASONS_PER_CHUNK),
        calculatedAt,
      })),
      ['season', 'team'],
    );
    this.logger.log(`Title race of season ${season} calculated`);
  }

  private async countTitles(
    fixtures: readonly Fixture[],
    context: CronContext,
  ): Promise<Map<string, number>> {
    const played = finishedOf(fixtures);
    const remaining = remainingOf(fixtures);
    const table = leagueTable(teamsOf(fixtures), played);
    const titles = new Map<string, number>();
    for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
      const random = randomOf(`title-race/${chunk}`);
      for (let run = 0; run < SEASONS_PER_CHUNK; run += 1) {
        const champion = simulateChampion(table, played, remaining, random);
        titles.set(champion, (titles.get(champion) ?? 0) + 1);
      }
      context.progress((chunk + 1) / CHUNKS, `${(chunk + 1) * SEASONS_PER_CHUNK} seasons played`);
      await pause(BREATH_MS, undefined, { signal: context.signal });
    }
    return titles;
  }
}
