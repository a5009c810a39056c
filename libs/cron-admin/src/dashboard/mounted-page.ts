import { join } from 'node:path';
import { packageFolder } from 'nestjs-tracked-cron/internal';
import type { DashboardOptions } from './dashboard.options.js';

/** Injection token of the {@link MountedPage}; null where the host wants no page. */
export const MOUNTED_PAGE = Symbol.for('nestjs-tracked-cron:admin:page');

/** Where the page is, and how it is served. */
export interface MountedPage extends Required<DashboardOptions> {
  /** The mount path that the host gave us, without slashes around it. */
  readonly mount: string;
  /** Where the built files lie. */
  readonly folder: string;
}

export function mountedPage(mount: string, options: Required<DashboardOptions> | null): MountedPage | null {
  return options && { ...options, mount, folder: join(packageFolder(), 'dist/dashboard') };
}
