import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import { NewsletterService } from './newsletter.service';
import { Subscriber } from './subscriber.entity';

@Module({
  imports: [
    ScheduleModule.forRoot(),
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      autoLoadEntities: true,
      synchronize: true,
    }),
    TypeOrmModule.forFeature([Subscriber]),
    TrackedCronModule.forRoot({ database: { url: process.env.DATABASE_URL }, timeZone: 'UTC' }),
    CronAdminModule.forRoot({ access: TokenAccess.fromString('viewer:a-token-of-this-example') }),
  ],
  providers: [NewsletterService],
})
export class AppModule {}
