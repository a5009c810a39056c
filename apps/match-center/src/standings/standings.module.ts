import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FixturesModule } from '../fixtures/fixtures.module.js';
import { Standing } from './standing.entity.js';
import { StandingsService } from './standings.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Standing]), FixturesModule],
  providers: [StandingsService],
  exports: [StandingsService],
})
export class StandingsModule {}
