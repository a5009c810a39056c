import { Module, type DynamicModule, type OnModuleDestroy } from '@nestjs/common';
import { Clock, CronJobManager, TrackedCronError } from 'nestjs-tracked-cron';
import { SETTINGS as TRACKED_CRON_SETTINGS, type TrackedCronSettings } from 'nestjs-tracked-cron/internal';
import { CronMonitorModule } from '../../../cron-monitor.module.js';
import type { CronMonitorSettings } from '../../../cron-monitor.settings.js';
import { CronAlerts } from '../../../cron-alerts.js';
import { SETTINGS } from '../../../cron-monitor.tokens.js';
import type { AlertChannel } from '../../alert-channel.js';
import { SlackChannel } from '../slack-channel.js';
import { slackControllerAt } from './slack-actions.controller.js';
import { SlackActions, type AnyJobs } from './slack-actions.js';

/** How `SlackActionsModule` is mounted. */
export interface SlackActionsModuleOptions {
  /** Slack sends what is pressed to `<path>/slack/actions`, below the host's global prefix. Default: `'cron-monitor'`. */
  readonly path?: string;
  /**
   * Put on our controller, where guards that the host applies to all its routes have to be told that Slack signs its requests:
   * `[Public(), SkipThrottle()]`. Default: none.
   */
  readonly decorators?: readonly ClassDecorator[];
}

/**
 * Makes the buttons of Slack work: acknowledge, snooze, run again. Beside `CronMonitorModule`, with a `slackChannel` that has a
 * `signingSecret`. The application has to keep the bodies of requests as they came: `NestFactory.create(AppModule, { rawBody: true })`.
 *
 * @example SlackActionsModule.forRoot({ decorators: [Public()] })
 */
@Module({})
export class SlackActionsModule implements OnModuleDestroy {
  constructor(private readonly actions: SlackActions) {}

  /** @throws TrackedCronError `INVALID_OPTION` for a path that can't be mounted, and at boot where no channel has buttons */
  static forRoot({ path = 'cron-monitor', decorators = [] }: SlackActionsModuleOptions = {}): DynamicModule {
    return {
      module: SlackActionsModule,
      imports: [CronMonitorModule],
      controllers: [slackControllerAt(checkedPath(path), decorators)],
      providers: [
        {
          provide: SlackActions,
          inject: [SETTINGS, TRACKED_CRON_SETTINGS, CronAlerts, CronJobManager, Clock],
          useFactory: (
            { channels }: CronMonitorSettings,
            { active }: TrackedCronSettings,
            alerts: CronAlerts,
            jobs: AnyJobs,
            clock: Clock,
          ) => new SlackActions(channelsWithButtons(channels, active), alerts, jobs, clock),
        },
      ],
    };
  }

  /** What was answered already is done. */
  async onModuleDestroy(): Promise<void> {
    await this.actions.settled();
  }
}

/** @param active false under NODE_ENV=test, where secrets may be missing */
function channelsWithButtons(channels: readonly AlertChannel[], active: boolean): SlackChannel[] {
  const found = channels
    .filter((channel) => channel instanceof SlackChannel)
    .filter(({ buttons }) => buttons);
  if (found.length > 0 || !active) return found;
  throw new TrackedCronError(
    'INVALID_OPTION',
    "SlackActionsModule: no channel has buttons. Write CronMonitorModule.forRoot({ channels: [slackChannel({ token, channel, signingSecret, users })] }), or don't import it.",
  );
}

function checkedPath(path: string): string {
  const bare = path.replace(/^\/+|\/+$/g, '');
  if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(bare)) return bare;
  throw new TrackedCronError(
    'INVALID_OPTION',
    `SlackActionsModule: path ${JSON.stringify(path)} can't be mounted. Write one or more plain segments, such as 'cron-monitor'.`,
    { path },
  );
}
