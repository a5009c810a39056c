import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FixturesModule } from '../fixtures/fixtures.module.js';
import { TitleChance } from './title-chance.entity.js';
import { TitleRaceService } from './title-race.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([TitleChance]), FixturesModule],
  providers: [TitleRaceService],
})
export class TitleRaceModule {}
