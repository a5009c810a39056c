import { Controller, Get } from '@nestjs/common';
import { OverviewService, type Overview } from './overview.service.js';

@Controller()
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  @Get()
  now(): Promise<Overview> {
    return this.overview.now();
  }
}
