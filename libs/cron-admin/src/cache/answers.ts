import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import { CronJobManager, InstanceBus, SystemClock, type ICronJobManager } from 'nestjs-tracked-cron';
import type { CronAdminOptions } from '../cron-admin.options.js';
import { OPTIONS } from '../cron-admin.tokens.js';
import { AnswerCache, type Question } from './answer-cache.js';
import { ChangeWatch, type ChangeBus } from './change-watch.js';
import { SharedAnswers } from './shared-answers.js';

/** The cache of one mount, with what tells it of changes. */
@Injectable()
export class Answers implements OnApplicationShutdown {
  private readonly cache: AnswerCache | null;
  private readonly watch: ChangeWatch | null;

  constructor(
    @Inject(CronJobManager) manager: ICronJobManager,
    @Inject(OPTIONS) { cache }: CronAdminOptions,
    @Optional() @Inject(InstanceBus) private readonly bus?: ChangeBus,
  ) {
    if (cache === false) {
      this.cache = this.watch = null;
      return;
    }
    const clock = new SystemClock();
    const shared = cache === undefined ? null : new SharedAnswers(cache, clock);
    const { application, environment } = manager;
    const kept = new AnswerCache({ application, environment }, clock, shared, () => watch.asked());
    const watch = new ChangeWatch(manager.events, bus ?? null, clock, (...topics) => kept.changed(...topics));
    this.cache = kept;
    this.watch = watch;
  }

  /** See {@link AnswerCache.get}. */
  get<Answer>(question: Question, load: () => Promise<Answer>): Promise<Answer> {
    return this.cache === null ? load() : this.cache.get(question, load);
  }

  /** Somebody changed something through this API: other instances are told too, because not every change is an event. */
  changed(): void {
    this.cache?.changed('execution', 'job', 'instance');
    this.bus?.publish('job', { what: 'changed' });
  }

  onApplicationShutdown(): void {
    this.watch?.close();
  }
}
