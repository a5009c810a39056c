import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FixturesModule } from '../fixtures/fixtures.module.js';
import { ImportLogModule } from '../import-log/import-log.module.js';
import { ArchiveService } from './archive.service.js';
import { ArchivedMatch } from './archived-match.entity.js';
import { ArchivedMatchRepository } from './archived-match.repository.js';

@Module({
  imports: [TypeOrmModule.forFeature([ArchivedMatch]), FixturesModule, ImportLogModule],
  providers: [ArchiveService, ArchivedMatchRepository],
})
export class ArchiveModule {}
