import type { CronMonitorSettings } from '../cron-monitor.settings.js';
import type { AlertPreferences } from '../preferences/alert-preferences.js';
import type { TellingFacts } from './announce/telling-facts.js';

/** Routes and channels as they hold: what the code says, and what people set over it. */
export class RouteBook {
  constructor(
    private readonly settings: Pick<CronMonitorSettings, 'channels' | 'routes'>,
    private readonly preferences: Pick<AlertPreferences, 'current'>,
  ) {}

  async read(): Promise<Pick<TellingFacts, 'routes' | 'channels'>> {
    const held = await this.preferences.current();
    return {
      routes: held.routes,
      channels: new Map(
        this.settings.channels.map(({ name }) => {
          const { off = false, minSeverity = null } = held.channels.get(name) ?? {};
          return [name, { off, severity: minSeverity }];
        }),
      ),
    };
  }
}
