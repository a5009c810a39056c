import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ImportLogEntry } from './import-log-entry.entity.js';
import { ImportLogService } from './import-log.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([ImportLogEntry])],
  providers: [ImportLogService],
  exports: [ImportLogService],
})
export class ImportLogModule {}
