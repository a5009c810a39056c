import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { TrackedCron } from 'nestjs-tracked-cron';
import { Repository } from 'typeorm';
import { Player } from './player.entity.js';

@Injectable()
export class PlayersService {
  constructor(@InjectRepository(Player) private readonly players: Repository<Player>) {}

  @TrackedCron('* * * * * *', { timeout: '10s' })
  async count(): Promise<number> {
    await this.players.save({ name: 'somebody' });
    return this.players.count();
  }
}
