import { Controller, Get, Header } from '@nestjs/common';
import { AlertWall } from './alert-wall.js';
import { previewPage } from './slack-preview.js';

@Controller('alerts')
export class AlertWallController {
  constructor(private readonly wall: AlertWall) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
  page(): string {
    return previewPage(this.wall.messages.map(({ message }) => message));
  }
}
