import { Injectable } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';

@Injectable()
export class ProbeService {
  private answers = 0;

  @TrackedCron('* * * * * *', { timeout: '5s' })
  probe(): number {
    return ++this.answers;
  }
}
