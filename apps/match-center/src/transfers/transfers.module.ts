import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ImportLogModule } from '../import-log/import-log.module.js';
import { Transfer } from './transfer.entity.js';
import { TransfersService } from './transfers.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Transfer]), ImportLogModule],
  providers: [TransfersService],
})
export class TransfersModule {}
