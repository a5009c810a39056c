import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import { Invoice } from './invoice.entity';
import { RemindersService } from './reminders.service';

@Module({
  imports: [
    ScheduleModule.forRoot(),
    TypeOrmModule.forRootAsync({
      useFactory: () => ({
        type: 'postgres' as const,
        url: process.env.DATABASE_URL,
        entities: [Invoice],
        synchronize: true,
      }),
    }),
    TypeOrmModule.forFeature([Invoice]),
    TrackedCronModule.forRootAsync({ useFactory: () => ({ timeZone: 'UTC' }) }), // reads DATABASE_URL
    CronAdminModule.forRoot({ access: TokenAccess.fromString('viewer:a-token-of-this-example') }),
  ],
  providers: [RemindersService],
})
export class AppModule {}
