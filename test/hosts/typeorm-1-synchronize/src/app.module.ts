import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { Player } from './player.entity.js';
import { PlayersService } from './players.service.js';

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      entities: [Player],
      synchronize: true,
    }),
    TypeOrmModule.forFeature([Player]),
    TrackedCronModule.forRoot({ database: { url: process.env.DATABASE_URL }, timeZone: 'UTC' }),
  ],
  providers: [PlayersService],
})
export class AppModule {}
