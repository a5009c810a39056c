import { Module } from '@nestjs/common';
import { BroadcastService } from './broadcast.service.js';

@Module({ providers: [BroadcastService] })
export class BroadcastModule {}
