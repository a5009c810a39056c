import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import { Order } from './order.entity';
import { OrdersService } from './orders.service';

@Module({
  imports: [
    ScheduleModule.forRoot(),
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      entities: [Order],
      synchronize: true,
    }),
    TypeOrmModule.forFeature([Order]),
    TrackedCronModule.forRoot({ database: { url: process.env.DATABASE_URL }, timeZone: 'UTC' }),
    CronAdminModule.forRoot({ access: TokenAccess.fromString('viewer:a-token-of-this-example') }),
  ],
  providers: [OrdersService],
})
export class AppModule {}
