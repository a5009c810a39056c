import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FixturesModule } from '../fixtures/fixtures.module.js';
import { LiveScore } from './live-score.entity.js';
import { LiveScoresService } from './live-scores.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([LiveScore]), FixturesModule],
  providers: [LiveScoresService],
  exports: [LiveScoresService],
})
export class LiveScoresModule {}
