import { checkNames, nearest } from 'nestjs-tracked-cron/internal';
import { checkedQuietHours } from '../routes/checked-quiet-hours.js';
import { checkedRoutes } from '../routes/checked-routes.js';
import { checkedSeverity } from '../conditions/checked-conditions.js';
import { checkedWindow, type ResolvedWindow } from '../conditions/maintenance-window.js';
import type { AlertRoute, MaintenanceWindow, QuietHours } from '../cron-monitor.options.js';
import { asOption, invalidOption } from '../invalid-option.js';
import { checkedSpan, type AdHocWindow, type ResolvedSpan } from './ad-hoc-window.js';
import type { AlertingCode } from './alerting-code.js';
import type { ChannelPreference, HeldPreferences } from './held-preferences.js';
import type { PreferenceKey } from './preference-keys.js';

const ROUTE_PARTS: readonly (keyof AlertRoute)[] = [
  'when',
  'channels',
  'quietHours',
  'escalateAfter',
  'escalateTo',
  'remindAfter',
];

/** What people prefer, laid over what the code says, one by one. */
export class PreferenceLayers {
  private readonly mutes: string[] = [];
  private readonly channels = new Map<string, ChannelPreference>();
  private quietHours: QuietHours | null;
  private readonly windows: Map<string, ResolvedWindow>;
  private readonly spans: ResolvedSpan[] = [];
  private routes: readonly AlertRoute[];
  private readonly overridden = new Set<string>();

  constructor(private readonly code: AlertingCode) {
    this.quietHours = code.quietHours;
    this.windows = new Map(code.windows.map((window) => [window.name, checkedWindow(window, window.name)]));
    this.routes = code.routes;
  }

  /**
   * @param setAt epoch milliseconds
   * @throws TrackedCronError `INVALID_OPTION` with what to write instead; everything is as before then
   */
  lay({ kind, name }: PreferenceKey, value: unknown, setAt: number): void {
    if (kind === 'mute') this.mute(name, value);
    else if (kind === 'channel') this.channel(name, value);
    else if (kind === 'window') this.window(name, value, setAt);
    else if (kind === 'route') this.route(name, value);
    else this.hush(value);
  }

  held(): HeldPreferences {
    const routes = this.resolved(this.routes, this.quietHours);
    return {
      mutes: this.mutes,
      channels: this.channels,
      quietHours: this.quietHours && checkedQuietHours(this.quietHours, 'quietHours'),
      windows: [...this.windows.values()],
      spans: this.spans,
      routes: routes.map((route) =>
        this.overridden.has(route.name) ? { ...route, source: 'preference' } : route,
      ),
    };
  }

  private mute(job: string, value: unknown): void {
    if (value !== true) throw invalidOption('its value must be true, and `until` says for how long.');
    this.mutes.push(job);
  }

  private channel(name: string, value: unknown): void {
    mustBe(name, this.code.channels, 'channel');
    const example = "write { minSeverity: 'error' } or { off: true }";
    asOption('', () =>
      checkNames(value, 'part', ['off', 'minSeverity'], `it must be an object: ${example}.`),
    );
    const { off = false, minSeverity } = value as { off?: unknown; minSeverity?: unknown };
    if (typeof off !== 'boolean') throw invalidOption(`off must be true or false: ${example}.`);
    const least = minSeverity === undefined ? null : checkedSeverity(minSeverity, 'minSeverity');
    this.channels.set(name, { off, minSeverity: least });
  }

  private window(name: string, value: unknown, setAt: number): void {
    const asked = Object(value) as Partial<MaintenanceWindow> & { off?: unknown };
    if ('off' in asked) {
      mustBe(name, [...this.windows.keys()], 'maintenance window');
      if (asked.off !== true)
        throw invalidOption('off must be true: give the window back to the code with null.');
      this.windows.delete(name);
    } else if ('schedule' in asked) {
      this.windows.set(name, checkedWindow({ ...asked, name }, `window:${name}`));
    } else this.spans.push(checkedSpan(value as AdHocWindow, name, setAt));
  }

  private route(name: string, value: unknown): void {
    const names = this.routes.map((route, index) => route.name ?? `route ${index + 1}`);
    mustBe(name, names, 'route');
    const example = "write { channels: ['slack'], remindAfter: '2h' }";
    asOption('', () =>
      checkNames(value, 'part of a route', ROUTE_PARTS, `it must be an object: ${example}.`),
    );
    const routes = this.routes.map((route, index) =>
      names[index] === name ? { ...route, ...(value as Partial<AlertRoute>), name } : route,
    );
    this.resolved(routes, this.quietHours);
    this.routes = routes;
    this.overridden.add(name);
  }

  private hush(value: unknown): void {
    if (value !== false) checkedQuietHours(value, 'quietHours');
    this.quietHours = value === false ? null : (value as QuietHours);
  }

  private resolved(routes: readonly AlertRoute[], quietHours: QuietHours | null) {
    return checkedRoutes(routes, {
      channels: this.code.channels,
      quietHours: quietHours && checkedQuietHours(quietHours, 'quietHours'),
      source: 'code',
    });
  }
}

function mustBe(name: string, known: readonly string[], what: string): void {
  if (known.includes(name)) return;
  const meant = nearest(name.slice(0, 60), known, 3);
  const there = known.length === 0 ? 'there is none' : `there are ${known.join(', ')}`;
  throw invalidOption(
    `the ${what} "${name}" is not known: ${meant === undefined ? there : `did you mean "${meant}"?`}`,
  );
}
