import { Injectable } from '@nestjs/common';
import { CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { TrackedCron } from 'nestjs-tracked-cron';
import type { Repository } from 'typeorm';
import { finishedOf, teamsOf } from '../fixtures/fixture-lists.js';
import { FixturesService } from '../fixtures/fixtures.service.js';
import { leagueTable } from './league-table.js';
import { Standing } from './standing.entity.js';

@Injectable()
export class StandingsService {
  constructor(
    @InjectRepository(Standing) private readonly standings: Repository<Standing>,
    private readonly fixtures: FixturesService,
  ) {}

  @TrackedCron(CronExpression.EVERY_MINUTE, { name: 'standings', group: 'matches' })
  async recalculate(): Promise<void> {
    const season = await this.fixtures.currentSeason();
    if (season === undefined) return;
    const fixtures = await this.fixtures.ofSeason(season);
    const table = leagueTable(teamsOf(fixtures), finishedOf(fixtures));
    await this.standings.upsert(
      table.map((row) => ({ season, ...row })),
      ['season', 'team'],
    );
  }

  ofSeason(season: number): Promise<Standing[]> {
    return this.standings.find({ where: { season }, order: { rank: 'asc' } });
  }
}
