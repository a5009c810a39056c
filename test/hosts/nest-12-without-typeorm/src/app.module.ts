import { Module } from '@nestjs/common';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { ProbeService } from './probe.service.js';

@Module({
  imports: [TrackedCronModule.forRoot({ database: { url: process.env.DATABASE_URL }, timeZone: 'UTC' })],
  providers: [ProbeService],
})
export class AppModule {}
