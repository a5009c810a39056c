import type {
  AlertRoute,
  CronMonitorOptions,
  MaintenanceWindow,
  QuietHours,
} from '../cron-monitor.options.js';
import type { PreferenceKey } from './preference-keys.js';

/** What the code says of everything that people can prefer otherwise. */
export interface AlertingCode {
  /** Names of the channels. */
  readonly channels: readonly string[];
  readonly routes: readonly AlertRoute[];
  readonly quietHours: QuietHours | null;
  readonly windows: readonly MaintenanceWindow[];
}

/** The options of the module are checked before. */
export function alertingCode({
  channels = [],
  routes,
  quietHours,
  maintenance = [],
}: CronMonitorOptions): AlertingCode {
  const names = channels.map(({ name }) => name);
  return {
    channels: names,
    routes: routes ?? [{ name: 'default', when: { severity: 'warning' }, channels: names }],
    quietHours: quietHours ?? null,
    windows: maintenance,
  };
}

/** What the code says in place of a preference; null for nothing. */
export function codeOf({ kind, name }: PreferenceKey, code: AlertingCode): unknown {
  if (kind === 'quietHours') return code.quietHours;
  if (kind === 'window') return code.windows.find((window) => window.name === name) ?? null;
  if (kind === 'route') {
    return code.routes.find((route, index) => (route.name ?? `route ${index + 1}`) === name) ?? null;
  }
  return null;
}
