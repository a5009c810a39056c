import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import { Session } from './session.entity.js';
import { SessionsService } from './sessions.service.js';

@Module({
  imports: [
    ScheduleModule.forRoot(),
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      entities: [Session],
      synchronize: true,
    }),
    TypeOrmModule.forFeature([Session]),
    TrackedCronModule.forRoot({ database: { url: process.env.DATABASE_URL }, timeZone: 'UTC' }),
    CronAdminModule.forRoot({ access: TokenAccess.fromString('viewer:a-token-of-this-example') }),
  ],
  providers: [SessionsService],
})
export class AppModule {}
