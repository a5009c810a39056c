import { Injectable, Logger } from '@nestjs/common';
import { CronExpression } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { In, Not, type DataSource } from 'typeorm';
import { FeedClient } from '../feed/feed.client.js';
import type { FeedScore } from '../feed/feed-shape.js';
import { Fixture } from '../fixtures/fixture.entity.js';
import { FixturesService } from '../fixtures/fixtures.service.js';
import { LiveScore } from './live-score.entity.js';

@Injectable()
export class LiveScoresService {
  private readonly logger = new Logger(LiveScoresService.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly fixtures: FixturesService,
    private readonly feed: FeedClient,
  ) {}

  @TrackedCron(CronExpression.EVERY_10_SECONDS, {
    name: 'live-scores',
    group: 'matches',
    tags: ['feed'],
    timeout: '8s',
    misfire: 'skip', // a score of a minute ago interests nobody
  })
  async update(@Execution() context: CronContext): Promise<void> {
    const scores = await this.feed.scores(context.signal);
    const fixtures = await this.fixtures.byId(scores.map(({ fixtureId }) => fixtureId));
    const known = scores.filter(({ fixtureId }) => fixtures.has(fixtureId));
    const live = known.filter(({ status }) => status === 'live');
    const ended = known.filter(
      ({ status, fixtureId }) => status === 'finished' && fixtures.get(fixtureId)!.homeGoals === null,
    );
    await this.store(live, ended);
    context.metadata.live = live.length;
    for (const { fixtureId, home, away } of ended) {
      const fixture = fixtures.get(fixtureId)!;
      this.logger.log(`Full time: ${fixture.home} ${home}:${away} ${fixture.away}`);
    }
  }

  async findAll(): Promise<LiveScore[]> {
    return this.dataSource.getRepository(LiveScore).find({ order: { fixtureId: 'asc' } });
  }

  private async store(live: readonly FeedScore[], ended: readonly FeedScore[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.upsert(
        LiveScore,
        live.map(({ fixtureId, minute, home, away }) => ({
          fixtureId,
          minute,
          homeGoals: home,
          awayGoals: away,
        })),
        ['fixtureId'],
      );
      await manager.delete(LiveScore, { fixtureId: Not(In(live.map(({ fixtureId }) => fixtureId))) });
      for (const { fixtureId, home, away } of ended) {
        await manager.update(Fixture, { id: fixtureId }, { homeGoals: home, awayGoals: away });
      }
    });
  }
}
