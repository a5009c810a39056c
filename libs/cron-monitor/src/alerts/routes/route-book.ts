import type { CronMonitorSettings } from '../../cron-monitor.settings.js';
import type { KnowsPreferences } from '../announce/needs.js';
import type { TellingFacts } from '../announce/telling-facts.js';

/** Routes and channels as they hold: what the code says, and what people set over it. */
export class RouteBook {
  constructor(
    private readonly settings: Pick<CronMonitorSettings, 'channels' | 'routes'>,
    private readonly preferences: KnowsPreferences | undefined,
  ) {}

  async read(): Promise<Pick<TellingFacts, 'routes' | 'channels'>> {
    const held = await this.preferences?.current();
    return {
      routes: held?.routes ?? this.settings.routes,
      channels: new Map(
        this.settings.channels.map(({ name }) => {
          const { off = false, minSeverity = null } = held?.channels.get(name) ?? {};
          return [name, { off, severity: minSeverity }];
        }),
      ),
    };
  }
}
