import { Module } from '@nestjs/common';
import { FixturesModule } from '../fixtures/fixtures.module.js';
import { LiveScoresModule } from '../live-scores/live-scores.module.js';
import { StandingsModule } from '../standings/standings.module.js';
import { TeamsModule } from '../teams/teams.module.js';
import { OverviewController } from './overview.controller.js';
import { OverviewService } from './overview.service.js';

@Module({
  imports: [FixturesModule, LiveScoresModule, StandingsModule, TeamsModule],
  controllers: [OverviewController],
  providers: [OverviewService],
})
export class OverviewModule {}
