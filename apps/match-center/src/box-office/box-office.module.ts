import { Module } from '@nestjs/common';
import { BoxOfficeService } from './box-office.service.js';

@Module({ providers: [BoxOfficeService] })
export class BoxOfficeModule {}
