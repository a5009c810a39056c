import { Injectable, Logger } from '@nestjs/common';
import { CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import type { Repository } from 'typeorm';
import { FeedClient } from '../feed/feed.client.js';
import { Team } from './team.entity.js';

@Injectable()
export class TeamsService {
  private readonly logger = new Logger(TeamsService.name);

  constructor(
    @InjectRepository(Team) private readonly teams: Repository<Team>,
    private readonly feed: FeedClient,
  ) {}

  /** Takes over names and coaches. The provider fails at this more often than at anything else. */
  @TrackedCron(CronExpression.EVERY_30_SECONDS, {
    name: 'teams-sync',
    group: 'imports',
    tags: ['feed'],
    timeout: '5s',
    retryPolicy: { maxAttempts: 3, initialDelay: '2s' }, // through before the next slot is due
  })
  async sync(@Execution() context: CronContext): Promise<void> {
    const known = new Map((await this.teams.find()).map((team) => [team.code, team]));
    const teams = await this.feed.teams(context.signal);
    for (const { code, name, coach } of teams) {
      const before = known.get(code);
      if (before && before.coach !== coach) this.logger.log(`${name}: ${before.coach} out, ${coach} in`);
    }
    await this.teams.upsert(teams, ['code']);
  }

  /** Names of all teams by their code. */
  async names(): Promise<Map<string, string>> {
    const teams = await this.teams.find();
    return new Map(teams.map(({ code, name }) => [code, name]));
  }
}
