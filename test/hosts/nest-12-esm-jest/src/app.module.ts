import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { Rate } from './rate.entity.js';
import { RatesService } from './rates.service.js';

@Module({
  imports: [
    ScheduleModule.forRoot(),
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      autoLoadEntities: true,
      synchronize: true,
    }),
    TypeOrmModule.forFeature([Rate]),
    TrackedCronModule.forRoot({ database: { url: process.env.DATABASE_URL }, timeZone: 'UTC' }),
  ],
  providers: [RatesService],
})
export class AppModule {}
